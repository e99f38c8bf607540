import { Caller, Requires } from '#authority';
import { departmentCodes, type Department } from '#contracts';
import { DAY_OR_INSTANT, lastInstantOf, PageAsked, Repeatable, Vantages } from '#reading';
import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { FacilityReader } from './facility.reader.js';
import { facilityCard } from './facility-card.projection.js';
import { entryKinds, severities, TimelinePage } from './timeline.answers.js';
import { timeline } from './timeline.projection.js';
import { TimelineReader } from './timeline.reader.js';
import type { EntryKind, Severity } from './timeline.table.js';

/** What narrows entries down, of one facility or of all. */
export class EntriesAsked extends PageAsked {
  @ApiPropertyOptional({ enum: departmentCodes, isArray: true })
  @Repeatable()
  @IsOptional()
  @IsIn(departmentCodes, { each: true })
  readonly department?: readonly Department[];

  @ApiPropertyOptional({ enum: severities, isArray: true })
  @Repeatable()
  @IsOptional()
  @IsIn(severities, { each: true })
  readonly severity?: readonly Severity[];

  @ApiPropertyOptional({ enum: entryKinds, isArray: true })
  @Repeatable()
  @IsOptional()
  @IsIn(entryKinds, { each: true })
  readonly kind?: readonly EntryKind[];

  @ApiPropertyOptional({ description: 'a day in Shanghai or an instant, counted' })
  @IsOptional()
  @Matches(DAY_OR_INSTANT)
  readonly from?: string;

  @ApiPropertyOptional({ description: 'a day in Shanghai or an instant, counted' })
  @IsOptional()
  @Matches(DAY_OR_INSTANT)
  readonly to?: string;

  @ApiPropertyOptional({ enum: ['newest', 'oldest'], default: 'newest' })
  @IsIn(['newest', 'oldest'])
  readonly order: 'newest' | 'oldest' = 'newest';
}

@ApiTags('facilities')
@Controller('facilities/:facilityId/timeline')
export class TimelineController {
  constructor(
    private readonly facilities: FacilityReader,
    private readonly reader: TimelineReader,
    private readonly vantages: Vantages,
  ) {}

  @Get()
  @Requires('timeline/read')
  @ApiOperation({ summary: "合规时间线 / A facility's compliance timeline" })
  @ApiOkResponse({ type: TimelinePage })
  @ApiNotFoundResponse({ description: 'authority/out-of-reach' })
  async read(
    @Caller() caller: Caller,
    @Param('facilityId') facilityId: string,
    @Query() asked: EntriesAsked,
  ): Promise<TimelinePage> {
    const vantage = await this.vantages.take(asked, [timeline.name, facilityCard.name]);
    const regionCode = await this.facilities.mustReach(caller, facilityId);
    const question = { ...asked, ...spanOf(asked), facilityId, regionCode };
    const view = await this.reader.page(caller, question, vantage);
    return { ...view, position: String(vantage.position), asOf: vantage.asOf };
  }
}

/** First and last instant that are asked for. */
export const spanOf = ({ from, to }: Pick<EntriesAsked, 'from' | 'to'>) => ({
  from: from && firstInstantOf(from),
  to: to && lastInstantOf(to),
});

/** A day begins in Shanghai, eight hours before it does in Greenwich. */
const firstInstantOf = (given: string) => {
  lastInstantOf(given);
  return given.length === 10 ? `${given}T00:00:00+08:00` : given;
};
