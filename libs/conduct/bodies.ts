import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsString, Matches, ValidationOptions } from 'class-validator';

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
/** An id as every contract has it. */
export const IsId = (options: ValidationOptions = {}) =>
  Matches(ID, { message: '$property must be an id of at most 80 letters, digits, . _ -', ...options });
/** A day that exists, `2024-05-06`. */
export const IsDay = () => IsISO8601({ strict: true }, { message: '$property must be a day that exists' });
export const DAY_FORM = /^\d{4}-\d\d-\d\d$/;

export class OfficerBody {
  @ApiProperty() @IsId() readonly officialId!: string;
  @ApiProperty() @IsId() readonly postId!: string;
}

/** What every command says beside its content. Department and region come from the caller. */
export class CommandBody {
  @ApiProperty({
    description: 'when it happened: an instant with its zone',
    example: '2024-05-06T09:00:00+08:00',
  })
  @IsString()
  @Matches(/T[\d:.]+(Z|[+-]\d{2}:\d{2})$/, { message: 'occurredAt must be an instant with its zone' })
  @IsISO8601({ strict: true, strictSeparator: true })
  readonly occurredAt!: string;
}
