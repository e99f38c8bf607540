import { Caller, Requires } from '#authority';
import { departmentCodes, regionCodes, type Department, type Region } from '#contracts';
import { AsOfAsked, PageAsked, Vantages } from '#reading';
import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { OfficialReader } from './official.reader.js';
import { OfficialPage, OfficialRecordAnswer } from './record.answers.js';
import { record } from './record.projection.js';
import { tenure } from './tenure.projection.js';

const read = [record.name, tenure.name];

class OfficialsAsked extends PageAsked {
  @ApiPropertyOptional({ description: "part of the official's id or of the title of a post" })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  readonly search?: string;
  @ApiPropertyOptional({ enum: departmentCodes })
  @IsOptional()
  @IsIn(departmentCodes)
  readonly department?: Department;
  @ApiPropertyOptional({ enum: regionCodes }) @IsOptional() @IsIn(regionCodes) readonly region?: Region;
}
class RecordAsked extends AsOfAsked {
  @ApiPropertyOptional({ description: 'first day shown' })
  @IsOptional()
  @IsISO8601({ strict: true })
  @MaxLength(10)
  readonly from?: string;
  @ApiPropertyOptional({ description: 'last day shown' })
  @IsOptional()
  @IsISO8601({ strict: true })
  @MaxLength(10)
  readonly to?: string;
}

@ApiTags('officials')
@Controller('officials')
@Requires('official/read')
export class OfficialController {
  constructor(
    private readonly reader: OfficialReader,
    private readonly vantages: Vantages,
  ) {}

  @Get()
  @ApiOperation({ summary: '责任人员 / Officials in the order of their ids' })
  @ApiOkResponse({ type: OfficialPage })
  async page(@Caller() caller: Caller, @Query() asked: OfficialsAsked): Promise<OfficialPage> {
    const vantage = await this.vantages.take(asked, read);
    const list = await this.reader.page(caller, asked, vantage);
    return { ...list, position: String(vantage.position), asOf: vantage.asOf };
  }

  @Get(':officialId/record')
  @ApiOperation({ summary: '履职记录 / What was owed and what was done' })
  @ApiOkResponse({ type: OfficialRecordAnswer })
  @ApiNotFoundResponse({ description: 'authority/out-of-reach' })
  async record(
    @Caller() caller: Caller,
    @Param('officialId') officialId: string,
    @Query() asked: RecordAsked,
  ): Promise<OfficialRecordAnswer> {
    const vantage = await this.vantages.take(asked, read);
    const told = await this.reader.record(caller, officialId, asked, vantage);
    return { ...told, position: String(vantage.position), asOf: vantage.asOf };
  }
}
