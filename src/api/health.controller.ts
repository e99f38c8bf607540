import { Open } from '#authority';
import { Controller, Get, HttpException, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { Parts } from './parts.js';
import { Readiness } from './readiness.js';

const TIMEOUT_MS = 3_000;

/** For load balancers and orchestrators. Outside `/api/v1`, at addresses that never change. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly readiness: Readiness,
    private readonly parts: Parts,
  ) {}

  /** The process runs and answers. Failing means: restart it. */
  @Get('live')
  @Open('an orchestrator has no account, and the answer says nothing')
  @ApiOkResponse({ description: 'The process answers' })
  live() {
    return { status: 'ok' };
  }

  /**
   * It can serve: database reached, migrated, read models caught up where they are made or shown. Failing
   * means: send no requests here. Says also which parts the process plays.
   */
  @Get('ready')
  @Open('a load balancer has no account, and the answer holds no facts')
  @ApiOkResponse({ description: 'Everything a request needs is there' })
  @ApiServiceUnavailableResponse({ description: 'Something is not; `error` says what' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const check = (name: string, look: () => Promise<Record<string, unknown>>) => () =>
      this.indicator.check(name).attempt(look).withTimeout(TIMEOUT_MS);
    try {
      return await this.health.check([
        check('database', () => this.readiness.databaseAnswers()),
        check('migrations', () => this.readiness.migrated()),
        ...(this.parts.needReadModels ? [check('projections', () => this.readiness.caughtUp())] : []),
        check('parts', () => Promise.resolve(this.parts.played())),
      ]);
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      reply.status(error.getStatus());
      return error.getResponse();
    }
  }
}
