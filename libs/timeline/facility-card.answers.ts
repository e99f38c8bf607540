import { departmentCodes } from '#contracts';
import { AsOfAnswer, PageAnswer } from '#reading';
import { ApiProperty } from '@nestjs/swagger';
import type { Status } from './facility-card.table.js';
import { statuses } from './timeline.answers.js';

export class OpenHazardsAnswer {
  @ApiProperty() readonly minor!: number;
  @ApiProperty() readonly serious!: number;
  @ApiProperty() readonly grave!: number;
}
export class ActiveMeasureAnswer {
  @ApiProperty() readonly measureId!: string;
  @ApiProperty({ example: 'temporary-seal' }) readonly measure!: string;
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty() readonly since!: string;
  @ApiProperty() readonly documentNo!: string;
}
export class ComplaintsAnswer {
  @ApiProperty() readonly open!: number;
  @ApiProperty() readonly total!: number;
}
export class LastInspectionAnswer {
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty() readonly inspectionId!: string;
  @ApiProperty() readonly on!: string;
  @ApiProperty({ enum: ['passed', 'failed'], nullable: true, type: String })
  readonly verdict!: 'passed' | 'failed' | null;
}
export class RepeatOffenceAnswer {
  @ApiProperty() readonly clause!: string;
  @ApiProperty() readonly times!: number;
  @ApiProperty({ type: [String] }) readonly departments!: readonly string[];
}
export class ContradictionAnswer {
  @ApiProperty({ type: [String] }) readonly departments!: readonly string[];
  @ApiProperty({ type: [String] }) readonly inspectionIds!: readonly string[];
  @ApiProperty() readonly on!: string;
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
}

/** 机构卡片: what an inspector should know before the door opens. */
export class FacilityCardAnswer {
  @ApiProperty() readonly facilityId!: string;
  @ApiProperty({ type: String, nullable: true }) readonly name!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly form!: string | null;
  @ApiProperty() readonly regionCode!: string;
  @ApiProperty({ type: String, nullable: true }) readonly address!: string | null;
  @ApiProperty({ type: Number, nullable: true }) readonly capacity!: number | null;
  @ApiProperty({ enum: statuses }) readonly status!: Status;
  @ApiProperty({ type: String, nullable: true }) readonly statusSince!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly registeredOn!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly filedOn!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly filingNo!: string | null;
  @ApiProperty({ type: OpenHazardsAnswer }) readonly openHazards!: OpenHazardsAnswer;
  @ApiProperty({ description: 'open, past their day, and not even said to be put right' })
  readonly overdueHazards!: number;
  @ApiProperty({ description: 'said to be put right, not yet looked at again' })
  readonly awaitingRecheck!: number;
  @ApiProperty({ description: 'open hazards under an order to put them right' }) readonly openOrders!: number;
  @ApiProperty({ type: [ActiveMeasureAnswer] }) readonly activeMeasures!: readonly ActiveMeasureAnswer[];
  @ApiProperty() readonly penalties!: number;
  @ApiProperty({ type: ComplaintsAnswer }) readonly complaints!: ComplaintsAnswer;
  @ApiProperty() readonly incidents!: number;
  @ApiProperty({ type: [LastInspectionAnswer] }) readonly lastInspections!: readonly LastInspectionAnswer[];
  @ApiProperty({ type: [RepeatOffenceAnswer] }) readonly repeatOffences!: readonly RepeatOffenceAnswer[];
  @ApiProperty({ type: [ContradictionAnswer] }) readonly contradictions!: readonly ContradictionAnswer[];
  @ApiProperty() readonly lastEventAt!: string;
  @ApiProperty({ description: 'id of the event that changed it last' }) readonly becauseOf!: string;
}

export class FacilityPage extends PageAnswer {
  @ApiProperty({ type: [FacilityCardAnswer] }) readonly items!: readonly FacilityCardAnswer[];
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'how many there are on all pages; null for a day of the past',
  })
  readonly total!: number | null;
}
export class FacilityAnswer {
  @ApiProperty({ type: FacilityCardAnswer }) readonly card!: FacilityCardAnswer;
  @ApiProperty() readonly position!: string;
  @ApiProperty({ type: AsOfAnswer }) readonly asOf!: AsOfAnswer;
}
