import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ProblemWordsAnswer } from './intake.answers.js';
import { jobStates, type Job, type JobState } from './jobs.adapter.js';

/** A file being read, and how far. */
export class JobAnswer {
  @ApiProperty() readonly jobId!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ description: 'name of the mapping' }) readonly mapping!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'null until they are counted' })
  readonly rowsTotal!: number | null;
  @ApiProperty() readonly rowsDone!: number;
  @ApiProperty({ description: 'events' }) readonly recorded!: number;
  @ApiProperty({ description: 'events' }) readonly duplicates!: number;
  @ApiProperty({ description: 'records and rows' }) readonly rejected!: number;
  @ApiProperty() readonly alarms!: number;
  @ApiProperty({ enum: jobStates }) readonly state!: JobState;
  @ApiPropertyOptional({ type: ProblemWordsAnswer, nullable: true, description: 'why it failed' })
  readonly failure!: ProblemWordsAnswer | null;
  @ApiProperty() readonly startedAt!: string;
  @ApiProperty() readonly updatedAt!: string;
  @ApiProperty({ description: 'account' }) readonly by!: string;
  @ApiProperty() readonly department!: string;
  @ApiProperty() readonly region!: string;
}

export class JobList {
  @ApiProperty({ type: [JobAnswer] }) readonly items!: readonly JobAnswer[];
}

export class MappingList {
  @ApiProperty({ type: [String] }) readonly items!: readonly string[];
}

export const jobAnswer = ({ startedAt, updatedAt, ...job }: Job): JobAnswer => ({
  ...job,
  startedAt: startedAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
