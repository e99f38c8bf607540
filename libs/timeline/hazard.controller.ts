import { Caller, Requires } from '#authority';
import { departmentCodes, regionCodes, type Department, type Gravity, type Region } from '#contracts';
import { PageAsked, Vantages, YesOrNo } from '#reading';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags, OmitType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { facilityCard } from './facility-card.projection.js';
import { gravities, HazardPage } from './hazard.answers.js';
import { hazard } from './hazard.projection.js';
import { HazardReader } from './hazard.reader.js';

/** What is open is asked of today: how it stood on a day of the past is on the facility's card. */
class HazardsAsked extends OmitType(PageAsked, ['asOfTrue', 'asOfKnown']) {
  @ApiPropertyOptional({ enum: gravities }) @IsOptional() @IsIn(gravities) readonly gravity?: Gravity;

  @ApiPropertyOptional({ type: Boolean, description: 'past its day, and not even said to be put right' })
  @YesOrNo()
  @IsOptional()
  @IsBoolean()
  readonly overdue?: boolean;

  @ApiPropertyOptional({ enum: regionCodes })
  @IsOptional()
  @IsIn(regionCodes)
  readonly region?: Region;

  @ApiPropertyOptional({ enum: departmentCodes, description: 'that found it' })
  @IsOptional()
  @IsIn(departmentCodes)
  readonly department?: Department;
}

@ApiTags('facilities')
@Controller('hazards')
export class HazardController {
  constructor(
    private readonly reader: HazardReader,
    private readonly vantages: Vantages,
  ) {}

  @Get()
  @Requires('timeline/read')
  @ApiOperation({ summary: '未整改隐患 / Open hazards, whose day comes first, first' })
  @ApiOkResponse({ type: HazardPage })
  async page(@Caller() caller: Caller, @Query() asked: HazardsAsked): Promise<HazardPage> {
    const vantage = await this.vantages.take(asked, [hazard.name, facilityCard.name]);
    const list = await this.reader.page(caller, asked, vantage.day);
    return { ...list, position: String(vantage.position), asOf: vantage.asOf };
  }
}
