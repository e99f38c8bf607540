import { Caller, Requires } from '#authority';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FiguresAnswer } from './figures.answers.js';
import { FiguresReader } from './figures.reader.js';

@ApiTags('figures')
@Controller('figures')
export class FiguresController {
  constructor(private readonly reader: FiguresReader) {}

  @Get()
  @Requires('figures/read')
  @ApiOperation({ summary: '全市概况 / The city today, within the caller’s region' })
  @ApiOkResponse({ type: FiguresAnswer })
  figures(@Caller() caller: Caller): Promise<FiguresAnswer> {
    return this.reader.figures(caller, new Date());
  }
}
