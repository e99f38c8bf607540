import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const INSTANT = `${DAY}T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,6})?)?(Z|[+-]\\d{2}:\\d{2})`;
export const DAY_OR_INSTANT = new RegExp(`^(${DAY}|${INSTANT})$`);
const DAY_INSTANT_OR_POSITION = new RegExp(`^(${DAY}|${INSTANT}|\\d{1,18})$`);

/** The two axes of time, and one's own write. Every read takes them. */
export class AsOfAsked {
  @ApiPropertyOptional({
    description: 'only what happened in the world by then: a day in Shanghai or an instant',
  })
  @IsOptional()
  @Matches(DAY_OR_INSTANT, { message: 'asOfTrue must be a day or an instant' })
  readonly asOfTrue?: string;

  @ApiPropertyOptional({ description: 'only what was known by then: a day, an instant, or a position' })
  @IsOptional()
  @Matches(DAY_INSTANT_OR_POSITION, { message: 'asOfKnown must be a day, an instant or a position' })
  readonly asOfKnown?: string;

  @ApiPropertyOptional({
    description: 'the position a write answered with: waits until this read has seen it',
  })
  @IsOptional()
  @Matches(/^\d{1,18}$/, { message: 'minPosition must be digits' })
  readonly minPosition?: string;
}

export class PageAsked extends AsOfAsked {
  @ApiPropertyOptional({ default: 50, minimum: 1, maximum: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit: number = 50;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  readonly cursor?: string;
}

/** `?severity=grave&severity=bad`, and one alone. */
export const Repeatable = () =>
  Transform(({ value }: { value: unknown }) =>
    value === undefined || Array.isArray(value) ? value : [value],
  );
/** `true` and `false` as words of an address. */
export const YesOrNo = () =>
  Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
