import { ApiProperty } from '@nestjs/swagger';

export class AsOfAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'as asked' }) readonly true!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'as asked' }) readonly known!: string | null;
}

/** What every page says beside its items. */
export class PageAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'give it as `cursor` for the next page' })
  readonly nextCursor!: string | null;
  @ApiProperty({ description: 'what the read model had seen' }) readonly position!: string;
  @ApiProperty({ type: AsOfAnswer }) readonly asOf!: AsOfAnswer;
}

/** A page of things some of which may be under a label that is not the caller's. */
export class GuardedPageAnswer extends PageAnswer {
  @ApiProperty({ description: 'entries there are that the caller may not see' }) readonly withheld!: number;
}
