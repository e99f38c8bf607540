import { EventStore, Runner } from '#kernel';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Parts } from './parts.js';

interface Observed {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What Prometheus is told. One registry for each application, so that several can run in one process. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'youan_http_request_seconds',
    help: 'Time from the request to the end of its answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.03, 0.06, 0.1, 0.2, 0.5, 1, 5],
    registers: [this.registry],
  });

  constructor(
    private readonly store: EventStore,
    private readonly runner: Runner,
    private readonly database: DataSource,
    private readonly parts: Parts,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('youan_store_head', 'Position of the newest event', [], async (gauge) =>
      gauge.set(Number(await this.store.head())),
    );
    this.ofProjections(
      'youan_projection_lag_events',
      'Events a read model or policy has not seen yet',
      'lag',
    );
    this.ofProjections(
      'youan_projection_parked_events',
      'Events set aside behind one that failed',
      'parkedEvents',
    );
    this.gauge('youan_shards_held', 'Shards this process works on', ['projection'], (gauge) => {
      for (const [projection, count] of this.parts.shards()) gauge.set({ projection }, count);
    });
    this.gauge('youan_seat_held', 'Whether this process does what one alone may do', ['seat'], (gauge) => {
      for (const [seat, held] of this.parts.sitting()) gauge.set({ seat }, Number(held));
    });
    this.gauge('youan_intake_rejections', 'Records sent back, by what became of them', ['state'], (gauge) =>
      this.rejections(gauge),
    );
  }

  /** `route` is the pattern, never the address asked for: that may hold an id or a name. */
  observe({ seconds, ...labels }: Observed) {
    this.requests.observe(labels, seconds);
  }

  /** Asked when scraped. A source that cannot answer leaves its figure out instead of failing the rest. */
  private gauge(name: string, help: string, labelNames: string[], read: (gauge: Gauge) => unknown): void {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        this.reset();
        try {
          await read(this);
        } catch {
          this.reset();
        }
      },
    });
  }

  private ofProjections(name: string, help: string, figure: 'lag' | 'parkedEvents'): void {
    this.gauge(name, help, ['projection', 'state'], async (gauge) => {
      for (const status of await this.runner.status())
        gauge.set({ projection: status.name, state: status.state }, status[figure]);
    });
  }

  private async rejections(gauge: Gauge): Promise<void> {
    const rows = await this.database.query<{ state: string; count: number }[]>(
      'select state, count(*)::int as count from intake.rejection group by state',
    );
    for (const { state, count } of rows) gauge.set({ state }, count);
  }
}
