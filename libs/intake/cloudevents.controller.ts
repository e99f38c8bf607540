import { Caller, Requires } from '#authority';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { recordsIn } from './http-body.js';
import { IntakeAnswer } from './intake.answers.js';
import { Intake } from './intake.js';
import type { IntakeResult } from './record.js';

/** 200: all stand in history. 422: none does. 207: some do. 503: send again, the database was away. */
export function statusFor(results: readonly IntakeResult[]): number {
  if (results.some(({ outcome }) => outcome === 'unknown')) return 503;
  const safe = results.filter(({ outcome }) => outcome === 'recorded' || outcome === 'duplicate').length;
  if (safe === results.length) return 200;
  return safe === 0 ? 422 : 207;
}

/** The newest position among them, to read one's own write by; "0" when nothing was recorded. */
export const positionOf = (results: readonly IntakeResult[]): string =>
  String(
    results.reduce((most, { position }) => (BigInt(position ?? 0) > most ? BigInt(position ?? 0) : most), 0n),
  );

@ApiTags('intake')
@Controller('intake')
export class CloudEventsController {
  constructor(private readonly intake: Intake) {}

  @Post('cloudevents')
  @Requires('intake/send')
  @HttpCode(200)
  @ApiOperation({ summary: '报送 CloudEvents / Send CloudEvents 1.0: structured, batch or binary mode' })
  @ApiConsumes('application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json')
  @ApiBody({ schema: { oneOf: [{ type: 'object' }, { type: 'array', items: { type: 'object' } }] } })
  @ApiOkResponse({ type: IntakeAnswer, description: 'everything stands in history' })
  @ApiResponse({ status: 207, type: IntakeAnswer, description: 'some were turned away' })
  @ApiResponse({ status: 422, type: IntakeAnswer, description: 'all were turned away' })
  @ApiResponse({ status: 503, type: IntakeAnswer, description: 'the database was away: send again' })
  async receive(
    @Caller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IntakeAnswer> {
    const results = await this.intake.receive(recordsIn(request), caller, 'http');
    const status = statusFor(results);
    if (status === 503) reply.header('retry-after', '2');
    reply.status(status);
    return { results, position: positionOf(results) };
  }
}
