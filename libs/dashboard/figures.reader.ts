import { may, regionsOf, type Caller } from '#authority';
import { ReadModels } from '#kernel';
import { overdueSql } from '#reading';
import { addDays, shanghaiDay } from '#rulebook';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FiguresAnswer, OpenHazardCount, RegionCount } from './figures.answers.js';
import { HappeningReader } from './happening.reader.js';

type Regions = readonly string[];

/** 全市概况: counts over the read models of today; what happens is the {@link HappeningReader}'s. */
@Injectable()
export class FiguresReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly happening: HappeningReader,
    private readonly readModels: ReadModels,
  ) {}

  async figures(caller: Caller, now: Date): Promise<FiguresAnswer> {
    const today = shanghaiDay(now.toISOString());
    const regions = regionsOf(caller);
    const [position, facilities, byRegion, hazards, rejections, happening] = await Promise.all([
      this.readModels.seen('timeline'),
      this.facilities(regions),
      this.byRegion(regions, today),
      this.openHazards(regions, today),
      this.rejections(caller),
      this.happening.read(caller, { now, today, since: addDays(today, -30) }),
    ]);
    const { overdue, ...openHazards } = hazards;
    return {
      asOf: today,
      facilities,
      openHazards,
      overdueHazards: overdue,
      byRegion,
      rejections,
      ...happening,
      inspectionsSince: addDays(today, -30),
      position: String(position),
    };
  }

  private async facilities(regions: Regions) {
    const rows = await this.dataSource.query<{ status: string; count: number }[]>(
      `select status, count(*)::int as count from read.facility_card
       where region_code = any($1::text[]) group by status order by status`,
      [regions],
    );
    const byStatus = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
    return { total: rows.reduce((sum, { count }) => sum + count, 0), byStatus };
  }

  private async openHazards(regions: Regions, today: string): Promise<OpenHazardCount & { overdue: number }> {
    const [row] = await this.dataSource.query<(OpenHazardCount & { overdue: number })[]>(
      `select count(*) filter (where gravity = 'minor')::int as minor,
         count(*) filter (where gravity = 'serious')::int as serious,
         count(*) filter (where gravity = 'grave')::int as grave,
         count(*) filter (where ${overdueSql('$2')})::int as overdue
       from read.hazard h where open and region = any($1::text[])`,
      [regions, today],
    );
    return row!;
  }

  private byRegion(regions: Regions, today: string): Promise<RegionCount[]> {
    return this.dataSource.query<RegionCount[]>(
      `select r.code as "regionCode",
         (select count(*)::int from read.facility_card c where c.region_code = r.code) as facilities,
         count(h.key) filter (where h.gravity = 'grave')::int as "openGrave",
         count(h.key) filter (where ${overdueSql('$2')})::int as overdue
       from unnest($1::text[]) r (code) left join read.hazard h on h.region = r.code and h.open
       group by r.code having count(h.key) > 0
         or exists (select from read.facility_card c where c.region_code = r.code)
       order by r.code`,
      [regions, today],
    );
  }

  private async rejections(caller: Caller): Promise<number> {
    if (!may(caller, 'intake/read')) return 0;
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `select count(*)::int as count from intake.rejection
       where state = 'open' and region = any($1::text[]) and ($2::text is null or department = $2)`,
      [regionsOf(caller), caller.role === 'auditor' ? null : caller.department],
    );
    return row!.count;
  }
}
