import { Caller, Requires } from '#authority';
import { departmentCodes, regionCodes, type Department, type Region } from '#contracts';
import { AsOfAsked, PageAsked, Vantages, YesOrNo } from '#reading';
import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { FacilityAnswer, FacilityPage } from './facility-card.answers.js';
import { facilityCard } from './facility-card.projection.js';
import type { Status } from './facility-card.table.js';
import { FacilityReader } from './facility.reader.js';
import { hazard } from './hazard.projection.js';
import { statuses } from './timeline.answers.js';
import { timeline } from './timeline.projection.js';
import { formWords } from './timeline.words.js';

const forms = Object.keys(formWords);
const read = [facilityCard.name, hazard.name, timeline.name];

class FacilitiesAsked extends PageAsked {
  @ApiPropertyOptional({ description: 'part of the name, the address or the id' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  readonly search?: string;

  @ApiPropertyOptional({ enum: regionCodes })
  @IsOptional()
  @IsIn(regionCodes)
  readonly region?: Region;

  @ApiPropertyOptional({ enum: forms }) @IsOptional() @IsIn(forms) readonly form?: string;
  @ApiPropertyOptional({ enum: statuses }) @IsOptional() @IsIn(statuses) readonly status?: Status;

  @ApiPropertyOptional({ type: Boolean })
  @YesOrNo()
  @IsOptional()
  @IsBoolean()
  readonly hasOpenHazards?: boolean;

  @ApiPropertyOptional({ type: Boolean, description: 'has an open hazard past its day' })
  @YesOrNo()
  @IsOptional()
  @IsBoolean()
  readonly overdue?: boolean;

  @ApiPropertyOptional({ enum: departmentCodes, description: 'has said something about it' })
  @IsOptional()
  @IsIn(departmentCodes)
  readonly department?: Department;
}

@ApiTags('facilities')
@Controller('facilities')
export class FacilityController {
  constructor(
    private readonly reader: FacilityReader,
    private readonly vantages: Vantages,
  ) {}

  @Get()
  @Requires('facility/read')
  @ApiOperation({ summary: '托育机构 / Facilities in the order of their ids' })
  @ApiOkResponse({ type: FacilityPage })
  async page(@Caller() caller: Caller, @Query() asked: FacilitiesAsked): Promise<FacilityPage> {
    const vantage = await this.vantages.take(asked, read);
    const list = await this.reader.page(caller, asked, vantage);
    return { ...list, position: String(vantage.position), asOf: vantage.asOf };
  }

  @Get(':facilityId')
  @Requires('facility/read')
  @ApiOperation({ summary: '机构卡片 / One facility' })
  @ApiOkResponse({ type: FacilityAnswer })
  @ApiNotFoundResponse({ description: 'authority/out-of-reach' })
  async one(
    @Caller() caller: Caller,
    @Param('facilityId') facilityId: string,
    @Query() asked: AsOfAsked,
  ): Promise<FacilityAnswer> {
    const vantage = await this.vantages.take(asked, read);
    const card = await this.reader.get(caller, facilityId, vantage);
    return { card, position: String(vantage.position), asOf: vantage.asOf };
  }
}
