import { departmentCodes } from '#contracts';
import { ApiProperty } from '@nestjs/swagger';

export class FacilityCount {
  @ApiProperty() readonly total!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' } })
  readonly byStatus!: Readonly<Record<string, number>>;
}
export class OpenHazardCount {
  @ApiProperty() readonly minor!: number;
  @ApiProperty() readonly serious!: number;
  @ApiProperty() readonly grave!: number;
}
export class DepartmentCount {
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty() readonly count!: number;
}
export class MonthCount {
  @ApiProperty({ example: '2026-03' }) readonly month!: string;
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty() readonly inspections!: number;
  @ApiProperty() readonly hazards!: number;
}
export class RegionCount {
  @ApiProperty({ example: '371302' }) readonly regionCode!: string;
  @ApiProperty() readonly facilities!: number;
  @ApiProperty() readonly openGrave!: number;
  @ApiProperty() readonly overdue!: number;
}

/** Something that waits for somebody today, with the event it comes from. */
export class AttentionAnswer {
  @ApiProperty() readonly facilityId!: string;
  @ApiProperty({ type: String, nullable: true }) readonly name!: string | null;
  @ApiProperty() readonly regionCode!: string;
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
  @ApiProperty({ enum: ['grave', 'bad', 'minor'] }) readonly severity!: 'grave' | 'bad' | 'minor';
  @ApiProperty({ type: String, nullable: true }) readonly dueOn!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly eventId!: string | null;
}
export class ChangeAnswer {
  @ApiProperty() readonly eventId!: string;
  @ApiProperty() readonly facilityId!: string;
  @ApiProperty({ type: String, nullable: true }) readonly name!: string | null;
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty({ enum: ['grave', 'bad', 'minor', 'good', 'neutral'] }) readonly severity!: string;
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
  @ApiProperty() readonly occurredAt!: string;
  @ApiProperty() readonly recordedAt!: string;
  @ApiProperty() readonly position!: string;
}
export class SilenceAnswer {
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty() readonly lastRecordedAt!: string;
  @ApiProperty({ description: 'nine of ten pauses were shorter' }) readonly usualGapHours!: number;
  @ApiProperty() readonly silentHours!: number;
}

/** 全市概况, within the caller's region and labels. */
export class FiguresAnswer {
  @ApiProperty({ description: 'the Shanghai day the figures are of' }) readonly asOf!: string;
  @ApiProperty({ type: FacilityCount }) readonly facilities!: FacilityCount;
  @ApiProperty({ type: OpenHazardCount }) readonly openHazards!: OpenHazardCount;
  @ApiProperty({ description: 'open, past their day, and not even said to be put right' })
  readonly overdueHazards!: number;
  @ApiProperty({ type: [DepartmentCount] }) readonly inspectionsLast30Days!: readonly DepartmentCount[];
  @ApiProperty({ description: 'the first of those days' }) readonly inspectionsSince!: string;
  @ApiProperty({ type: [MonthCount], description: 'the last 18 months' })
  readonly byMonth!: readonly MonthCount[];
  @ApiProperty({ type: [RegionCount] }) readonly byRegion!: readonly RegionCount[];
  @ApiProperty({ type: [AttentionAnswer], description: 'what needs me today' })
  readonly needsAttention!: readonly AttentionAnswer[];
  @ApiProperty({ type: [ChangeAnswer], description: 'what changed last' })
  readonly changed!: readonly ChangeAnswer[];
  @ApiProperty({ type: [SilenceAnswer], description: 'who has sent nothing for longer than usual' })
  readonly silent!: readonly SilenceAnswer[];
  @ApiProperty({ description: 'facts about facilities the caller may see' }) readonly events!: number;
  @ApiProperty({ description: 'records waiting for repair; 0 for who may not read them' })
  readonly rejections!: number;
  @ApiProperty() readonly position!: string;
}
