import { EventStore, ProjectionRegistry, ReadModels } from '#kernel';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';

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
    private readonly projections: ProjectionRegistry,
    private readonly readModels: ReadModels,
    private readonly database: DataSource,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('youan_store_head', 'Position of the newest event', async (gauge) =>
      gauge.set(Number(await this.store.head())),
    );
    this.gauge(
      'youan_projection_lag_events',
      'Events a read model has not seen yet',
      (gauge) => this.lag(gauge),
      ['projection'],
    );
    this.gauge(
      'youan_intake_rejections',
      'Records sent back, by what became of them',
      (gauge) => this.rejections(gauge),
      ['state'],
    );
  }

  /** `route` is the pattern, never the address asked for: that may hold an id or a name. */
  observe({
    method,
    route,
    status,
    seconds,
  }: {
    method: string;
    route: string;
    status: number;
    seconds: number;
  }) {
    this.requests.observe({ method, route, status }, seconds);
  }

  /** Asked when scraped. A source that cannot answer leaves its figure out instead of failing the rest. */
  private gauge(
    name: string,
    help: string,
    read: (gauge: Gauge) => unknown,
    labelNames: string[] = [],
  ): void {
    new Gauge({
      ...{ name, help, labelNames, registers: [this.registry] },
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

  private async lag(gauge: Gauge): Promise<void> {
    const head = await this.store.head();
    for (const { projection } of this.projections.entries) {
      const behind = head - (await this.readModels.seen(projection.name));
      gauge.set({ projection: projection.name }, Number(behind > 0n ? behind : 0n));
    }
  }

  private async rejections(gauge: Gauge): Promise<void> {
    const rows = await this.database.query<{ state: string; count: number }[]>(
      'select state, count(*)::int as count from intake.rejection group by state',
    );
    for (const { state, count } of rows) gauge.set({ state }, count);
  }
}
