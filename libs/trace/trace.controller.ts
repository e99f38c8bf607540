import { Caller, Requires } from '#authority';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TraceAnswer } from './trace.answers.js';
import { TraceReader } from './trace.reader.js';

@ApiTags('events')
@Controller('events')
export class TraceController {
  constructor(private readonly reader: TraceReader) {}

  @Get(':eventId')
  @Requires('event/read')
  @ApiOperation({ summary: '事件与它所写下的一切 / An event, with everything it put where' })
  @ApiOkResponse({ type: TraceAnswer })
  @ApiNotFoundResponse({ description: 'authority/out-of-reach' })
  trace(@Caller() caller: Caller, @Param('eventId') eventId: string): Promise<TraceAnswer> {
    return this.reader.trace(caller, eventId);
  }
}
