import { Caller, Requires } from '#authority';
import { publishedEvents, regionCodes, type Region } from '#contracts';
import { Repeatable, Vantages } from '#reading';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { EntriesPage } from './entries.answers.js';
import { EntriesReader } from './entries.reader.js';
import { facilityCard } from './facility-card.projection.js';
import { EntriesAsked, spanOf } from './timeline.controller.js';
import { timeline } from './timeline.projection.js';

const types = publishedEvents.map(({ type }) => type);

class AllEntriesAsked extends EntriesAsked {
  @ApiPropertyOptional({ enum: types, isArray: true, description: 'the event that put it there' })
  @Repeatable()
  @IsOptional()
  @IsIn(types, { each: true })
  readonly type?: readonly string[];

  @ApiPropertyOptional({ enum: regionCodes })
  @IsOptional()
  @IsIn(regionCodes)
  readonly region?: Region;
}

@ApiTags('facilities')
@Controller('entries')
export class EntriesController {
  constructor(
    private readonly reader: EntriesReader,
    private readonly vantages: Vantages,
  ) {}

  @Get()
  @Requires('timeline/read')
  @ApiOperation({ summary: '各机构的记录 / Entries of all facilities in one list: what a figure counts' })
  @ApiOkResponse({ type: EntriesPage })
  async page(@Caller() caller: Caller, @Query() asked: AllEntriesAsked): Promise<EntriesPage> {
    const vantage = await this.vantages.take(asked, [timeline.name, facilityCard.name]);
    const view = await this.reader.page(caller, { ...asked, ...spanOf(asked) }, vantage);
    return { ...view, position: String(vantage.position), asOf: vantage.asOf };
  }
}
