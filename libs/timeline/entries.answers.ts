import { GuardedPageAnswer } from '#reading';
import { ApiProperty } from '@nestjs/swagger';
import { TimelineEntryAnswer } from './timeline.answers.js';

/** An entry in a list of many facilities. */
export class ListedEntryAnswer extends TimelineEntryAnswer {
  @ApiProperty({ type: String, nullable: true }) readonly facilityName!: string | null;
  @ApiProperty({ example: '371302' }) readonly regionCode!: string;
}

export class EntriesPage extends GuardedPageAnswer {
  @ApiProperty({ type: [ListedEntryAnswer] }) readonly items!: readonly ListedEntryAnswer[];
  @ApiProperty({ description: 'how many there are on all pages' }) readonly total!: number;
}
