import { ApiProperty } from '@nestjs/swagger';

/** What every command answers: whose id, which events, and how to read one's own write. */
export class ReceiptAnswer {
  @ApiProperty() readonly id!: string;
  @ApiProperty({ type: [String] }) readonly eventIds!: readonly string[];
  @ApiProperty({ description: 'ask any read with `minPosition` of this to see the write' })
  readonly position!: string;
}
