import { Open } from '#authority';
import { EventStore, ProjectionRegistry, ReadModels } from '#kernel';
import { Controller, Get, HttpException, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';

/** How far a read model may be behind and still count as caught up: half a second's worth of a busy day. */
const CAUGHT_UP_WITHIN = 1_000n;
const TIMEOUT_MS = 3_000;

/** For load balancers and orchestrators. Outside `/api/v1`, at addresses that never change. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly database: DataSource,
    private readonly store: EventStore,
    private readonly registry: ProjectionRegistry,
    private readonly readModels: ReadModels,
  ) {}

  /** The process runs and answers. Failing means: restart it. */
  @Get('live')
  @Open('an orchestrator has no account, and the answer says nothing')
  @ApiOkResponse({ description: 'The process answers' })
  live() {
    return { status: 'ok' };
  }

  /** It can serve: database reached, migrated, read models caught up. Failing means: send no requests here. */
  @Get('ready')
  @Open('a load balancer has no account, and the answer holds no facts')
  @ApiOkResponse({ description: 'Everything a request needs is there' })
  @ApiServiceUnavailableResponse({ description: 'Something is not; `error` says what' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const check = (name: string, look: () => Promise<Record<string, unknown>>) => () =>
      this.indicator.check(name).attempt(look).withTimeout(TIMEOUT_MS);
    try {
      return await this.health.check([
        check('database', () => this.databaseAnswers()),
        check('migrations', () => this.migrated()),
        check('projections', () => this.caughtUp()),
      ]);
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      reply.status(error.getStatus());
      return error.getResponse();
    }
  }

  private async databaseAnswers() {
    await this.database.query('select 1');
    return {};
  }

  private async migrated() {
    if (await this.database.showMigrations()) throw new Error('migrations are missing');
    return {};
  }

  private async caughtUp() {
    const head = await this.store.head();
    const names = this.registry.entries.map(({ projection }) => projection.name);
    const seen = await Promise.all(names.map((name) => this.readModels.seen(name)));
    const behind = names.filter((_, i) => head - seen[i]! > CAUGHT_UP_WITHIN);
    if (behind.length > 0) throw new Error(`behind: ${behind.join(', ')}`);
    return { head: String(head) };
  }
}
