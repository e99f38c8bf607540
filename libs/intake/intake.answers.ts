import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Fault } from '#kernel';
import type { IntakeResult, Outcome, ProblemWords } from './record.js';

/** What the doors answer, as the API's documentation shows it. */
export class FaultAnswer implements Fault {
  @ApiProperty({ description: 'JSON pointer into the record, or a place in a row or mapping' })
  readonly path!: string;
  @ApiProperty() readonly message!: string;
}

export class ProblemWordsAnswer implements ProblemWords {
  @ApiProperty({ example: 'intake/data-malformed' }) readonly code!: string;
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
  @ApiPropertyOptional({ type: [FaultAnswer] }) readonly errors?: readonly FaultAnswer[];
}

export const outcomes: Outcome[] = ['recorded', 'duplicate', 'rejected', 'alarm', 'unknown'];

export class ResultAnswer implements IntakeResult {
  @ApiProperty() readonly index!: number;
  @ApiProperty({ type: String, nullable: true, description: 'CloudEvents id' }) readonly id!: string | null;
  @ApiProperty({ enum: outcomes }) readonly outcome!: Outcome;
  @ApiPropertyOptional() readonly eventId?: string;
  @ApiPropertyOptional() readonly position?: string;
  @ApiPropertyOptional() readonly rejectionId?: string;
  @ApiPropertyOptional({ type: ProblemWordsAnswer }) readonly problem?: ProblemWordsAnswer;
}

export class IntakeAnswer {
  @ApiProperty({ type: [ResultAnswer] }) readonly results!: readonly ResultAnswer[];
  @ApiProperty({ description: 'ask a read model for minPosition = this to see it' })
  readonly position!: string;
}
