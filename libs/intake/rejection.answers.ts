import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FaultAnswer } from './intake.answers.js';
import { doors, steps, type Door, type Step } from './record.js';

const states = ['open', 'resent', 'dismissed'] as const;

/** One record that was turned away, and what became of it. */
export class RejectionAnswer {
  @ApiProperty() readonly rejectionId!: string;
  @ApiProperty() readonly receivedAt!: string;
  @ApiProperty({ description: 'how often the same record came for the same reason' }) readonly times!: number;
  @ApiProperty({ enum: doors }) readonly door!: Door;
  @ApiProperty() readonly department!: string;
  @ApiProperty() readonly region!: string;
  @ApiProperty({ description: 'account' }) readonly sender!: string;
  @ApiProperty({ enum: steps, description: 'the first check that failed' }) readonly step!: Step;
  @ApiProperty({ example: 'intake/data-malformed' }) readonly code!: string;
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
  @ApiProperty({ type: [FaultAnswer] }) readonly errors!: readonly FaultAnswer[];
  @ApiProperty({ type: String, nullable: true }) readonly source!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly sourceId!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly type!: string | null;
  @ApiProperty({ description: 'what was received, at most 64 KB of it' }) readonly original!: string;
  @ApiProperty({ enum: ['utf-8', 'base64'] }) readonly originalEncoding!: 'utf-8' | 'base64';
  @ApiProperty({ description: 'longer than shown here' }) readonly originalCut!: boolean;
  @ApiProperty({ description: 'somebody in it asked to be forgotten: what was received is gone' })
  readonly erased!: boolean;
  @ApiPropertyOptional({ type: Object, nullable: true, description: 'binary mode: the ce- headers' })
  readonly attributes!: Readonly<Record<string, string>> | null;
  @ApiProperty({ enum: states }) readonly state!: (typeof states)[number];
  @ApiProperty({ description: 'the same id was recorded before with other content' })
  readonly alarm!: boolean;
  @ApiProperty({ type: String, nullable: true }) readonly resentEventId!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'the heading is row 1' }) readonly row!:
    number | null;
  @ApiProperty({ type: String, nullable: true }) readonly file!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly repaired!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly settledAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly settledBy!: string | null;
}

export class AsOfAnswer {
  @ApiProperty({ type: String, nullable: true }) readonly true!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly known!: string | null;
}

export class RejectionPage {
  @ApiProperty({ type: [RejectionAnswer] }) readonly items!: readonly RejectionAnswer[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
  @ApiProperty() readonly position!: string;
  @ApiProperty({ type: AsOfAnswer }) readonly asOf!: AsOfAnswer;
}
