import { EventStore, ProjectionRegistry, ReadModels } from '#kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How far a read model may be behind and still count as caught up: half a second's worth of a busy day. */
const CAUGHT_UP_WITHIN = 1_000;

/** What a request needs to be answered well. Each question throws when the answer is no. */
@Injectable()
export class Readiness {
  private hasCaughtUp = false;

  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
    private readonly registry: ProjectionRegistry,
    private readonly readModels: ReadModels,
  ) {}

  async databaseAnswers() {
    await this.database.query('select 1');
    return {};
  }

  async migrated() {
    if (await this.database.showMigrations()) throw new Error('migrations are missing');
    return {};
  }

  /**
   * Asked until it was so once. Later every process lags alike, behind a large import for example: to take
   * all of them out of service would make an outage of a delay. The lag is a metric, and an alert.
   */
  async caughtUp() {
    if (this.hasCaughtUp) return {};
    const head = await this.store.head();
    const names = this.registry.entries.map(({ projection }) => projection.name);
    const seen = await Promise.all(names.map((name) => this.readModels.seen(name)));
    const slowest = seen.reduce((least, one) => (one < least ? one : least), head);
    const far =
      slowest < head && (await this.store.countBeyond(slowest, CAUGHT_UP_WITHIN + 1)) > CAUGHT_UP_WITHIN;
    const behind = far ? names.filter((_, i) => seen[i] === slowest) : [];
    if (behind.length > 0) throw new Error(`behind: ${behind.join(', ')}`);
    this.hasCaughtUp = true;
    return { head: String(head) };
  }
}
