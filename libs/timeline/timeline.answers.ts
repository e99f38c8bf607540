import { departmentCodes } from '#contracts';
import { GuardedPageAnswer } from '#reading';
import { ApiProperty } from '@nestjs/swagger';
import type { EntryKind, Severity } from './timeline.table.js';
import type { Status } from './facility-card.table.js';

export const entryKinds = [
  'registration',
  'inspection',
  'hazard',
  'order',
  'rectification',
  'measure',
  'penalty',
  'complaint',
  'incident',
] as EntryKind[];
export const severities = ['grave', 'bad', 'minor', 'good', 'neutral'] as const satisfies Severity[];
export const statuses = [
  'registered',
  'filed',
  'suspended',
  'closed',
  'unregistered',
] as const satisfies Status[];

export class EvidenceAnswer {
  @ApiProperty({ enum: ['photo', 'video', 'document', 'sample'] }) readonly kind!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ description: 'fingerprint of the file, which stays with the department' })
  readonly sha256!: string;
}
export class OfficerAnswer {
  @ApiProperty() readonly officialId!: string;
  @ApiProperty() readonly postId!: string;
}
export class SourceAnswer {
  @ApiProperty({ example: 'urn:lxc:fire' }) readonly source!: string;
  @ApiProperty({ description: "the department's own number" }) readonly sourceId!: string;
}

/** One line of a facility's compliance timeline, in the sentence it was written with. */
export class TimelineEntryAnswer {
  @ApiProperty() readonly entryId!: string;
  @ApiProperty() readonly facilityId!: string;
  @ApiProperty() readonly eventId!: string;
  @ApiProperty({ example: 'HazardFound' }) readonly eventType!: string;
  @ApiProperty() readonly position!: string;
  @ApiProperty({ enum: departmentCodes }) readonly department!: string;
  @ApiProperty({ enum: entryKinds }) readonly kind!: EntryKind;
  @ApiProperty({ enum: severities }) readonly severity!: Severity;
  @ApiProperty({ description: 'when it was true' }) readonly occurredAt!: string;
  @ApiProperty({ description: 'when it became known' }) readonly recordedAt!: string;
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
  @ApiProperty({ type: String, nullable: true }) readonly clause!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly caseId!: string | null;
  @ApiProperty({ description: 'links finding, order, re-inspection and closure' }) readonly chain!: string;
  @ApiProperty({ type: String, nullable: true }) readonly inspectionId!: string | null;
  @ApiProperty({ type: [OfficerAnswer] }) readonly officers!: readonly OfficerAnswer[];
  @ApiProperty({ type: String, nullable: true }) readonly documentNo!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly dueOn!: string | null;
  @ApiProperty({ type: [EvidenceAnswer] }) readonly evidence!: readonly EvidenceAnswer[];
  @ApiProperty({ type: SourceAnswer, nullable: true }) readonly source!: SourceAnswer | null;
  @ApiProperty({ description: 'account' }) readonly recordedBy!: string;
  @ApiProperty({ enum: ['L1', 'L2', 'L3', 'L4'] }) readonly label!: string;
}

export class StatusBandAnswer {
  @ApiProperty({ enum: statuses }) readonly status!: Status;
  @ApiProperty() readonly from!: string;
  @ApiProperty({ type: String, nullable: true }) readonly to!: string | null;
  @ApiProperty() readonly eventId!: string;
}

export class TimelinePage extends GuardedPageAnswer {
  @ApiProperty({ type: [TimelineEntryAnswer] }) readonly items!: readonly TimelineEntryAnswer[];
  @ApiProperty({ type: [StatusBandAnswer], description: 'how the facility stood, from when to when' })
  readonly statusBands!: readonly StatusBandAnswer[];
}
