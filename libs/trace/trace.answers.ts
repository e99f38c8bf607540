import { ApiProperty } from '@nestjs/swagger';

export class EventSourceAnswer {
  @ApiProperty() readonly source!: string;
  @ApiProperty({ type: String, nullable: true }) readonly sourceId!: string | null;
}

/** An event as history holds it, persons' values apart. */
export class EventAnswer {
  @ApiProperty() readonly eventId!: string;
  @ApiProperty() readonly type!: string;
  @ApiProperty() readonly version!: number;
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
  @ApiProperty({ enum: ['L1', 'L2', 'L3', 'L4'] }) readonly label!: string;
  @ApiProperty() readonly position!: string;
  @ApiProperty() readonly stream!: string;
  @ApiProperty() readonly revision!: number;
  @ApiProperty() readonly occurredAt!: string;
  @ApiProperty() readonly recordedAt!: string;
  @ApiProperty({ description: 'the account' }) readonly recordedBy!: string;
  @ApiProperty() readonly department!: string;
  @ApiProperty() readonly region!: string;
  @ApiProperty({ type: [String] }) readonly subjects!: readonly string[];
  @ApiProperty({ type: EventSourceAnswer, nullable: true }) readonly source!: EventSourceAnswer | null;
  @ApiProperty({ type: String, nullable: true, description: 'the event whose consequence it is' })
  readonly causedBy!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'persons: opened, "withheld" or "erased"',
  })
  readonly data!: Readonly<Record<string, unknown>>;
}

/** One thing the event put somewhere. */
export class EffectAnswer {
  @ApiProperty() readonly readModel!: string;
  @ApiProperty() readonly zh!: string;
  @ApiProperty() readonly en!: string;
  @ApiProperty({ enum: ['put', 'patch', 'fold', 'remove'] }) readonly change!: string;
  @ApiProperty() readonly key!: string;
  @ApiProperty() readonly partition!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'the row as it stands now',
  })
  readonly row!: Readonly<Record<string, unknown>> | null;
}

export class TraceAnswer {
  @ApiProperty({ type: EventAnswer }) readonly event!: EventAnswer;
  @ApiProperty({ type: [EffectAnswer] }) readonly put!: readonly EffectAnswer[];
}
