import { departmentCodes } from '#contracts';
import { AsOfAnswer, GuardedPageAnswer } from '#reading';
import { ApiProperty } from '@nestjs/swagger';
import { actKinds, type ActKind } from './record.table.js';

export class HeldPostAnswer {
  @ApiProperty() readonly postId!: string;
  @ApiProperty({ type: String, nullable: true }) readonly title!: string | null;
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty() readonly regionCode!: string;
  @ApiProperty() readonly from!: string;
  @ApiProperty({ type: String, nullable: true }) readonly to!: string | null;
}
export class TermAnswer extends HeldPostAnswer {
  @ApiProperty({ type: String, nullable: true }) readonly documentNo!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'official' })
  readonly handedOverTo!: string | null;
  @ApiProperty() readonly eventId!: string;
}
export class BasisAnswer {
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
}

/** What a post the official held had to see to. */
export class OwedAnswer {
  @ApiProperty() readonly obligationId!: string;
  @ApiProperty({ enum: ['inspection', 'recheck', 'answer'] }) readonly kind!:
    'inspection' | 'recheck' | 'answer';
  @ApiProperty({ type: String, nullable: true }) readonly facilityId!: string | null;
  @ApiProperty() readonly caseId!: string;
  @ApiProperty() readonly postId!: string;
  @ApiProperty({ type: BasisAnswer }) readonly basis!: BasisAnswer;
  @ApiProperty() readonly since!: string;
  @ApiProperty() readonly dueOn!: string;
  @ApiProperty({ type: String, nullable: true }) readonly doneAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'official' }) readonly doneBy!: string | null;
  @ApiProperty({ enum: ['done', 'late', 'open', 'missing'] }) readonly state!:
    'done' | 'late' | 'open' | 'missing';
  @ApiProperty({ type: Number, nullable: true, description: 'working days' })
  readonly daysLate!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'the official who held the post before' })
  readonly carriedFrom!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the official to whom the post went' })
  readonly passedTo!: string | null;
  @ApiProperty({ type: [String] }) readonly eventIds!: readonly string[];
}

export class ActAnswer {
  @ApiProperty() readonly actId!: string;
  @ApiProperty({ enum: actKinds }) readonly kind!: ActKind;
  @ApiProperty({ type: String, nullable: true }) readonly facilityId!: string | null;
  @ApiProperty() readonly caseId!: string;
  @ApiProperty() readonly postId!: string;
  @ApiProperty() readonly occurredAt!: string;
  @ApiProperty() readonly recordedAt!: string;
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
  @ApiProperty() readonly eventId!: string;
}

/** Two sides on one axis of time: what was owed, what was done. Nothing is summed into a score. */
export class OfficialRecordAnswer {
  @ApiProperty() readonly officialId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'for those who may see personal data' })
  readonly name!: string | null;
  @ApiProperty({ type: [TermAnswer] }) readonly posts!: readonly TermAnswer[];
  @ApiProperty({ type: [OwedAnswer] }) readonly owed!: readonly OwedAnswer[];
  @ApiProperty({ type: [ActAnswer] }) readonly done!: readonly ActAnswer[];
  @ApiProperty({ description: 'facts there are that the caller may not see' }) readonly withheld!: number;
  @ApiProperty() readonly position!: string;
  @ApiProperty({ type: AsOfAnswer }) readonly asOf!: AsOfAnswer;
}

export class OfficialAnswer {
  @ApiProperty() readonly officialId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'for those who may see personal data' })
  readonly name!: string | null;
  @ApiProperty({ type: [HeldPostAnswer] }) readonly posts!: readonly HeldPostAnswer[];
  @ApiProperty({ description: 'acts on record' }) readonly acts!: number;
  @ApiProperty({ description: 'owed and not due yet' }) readonly open!: number;
  @ApiProperty({ description: 'done after the day due' }) readonly late!: number;
  @ApiProperty({ description: 'due and not done' }) readonly missing!: number;
}
export class OfficialPage extends GuardedPageAnswer {
  @ApiProperty({ type: [OfficialAnswer] }) readonly items!: readonly OfficialAnswer[];
}
