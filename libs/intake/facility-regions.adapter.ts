import type { Pool } from 'pg';

const MAX_REMEMBERED = 100_000;

/** One look into the index for each, however large the table has become since this was planned. */
const KNOWN = `
select known.* from unnest($1::text[]) as asked (id) cross join lateral (
  select facility_id, region from intake.facility where facility_id = asked.id offset 0
) as known`;

const REGISTER = `
insert into intake.facility (facility_id, region)
select * from unnest($1::text[], $2::text[]) on conflict do nothing`;

/** Where known facilities are registered. A registration never moves, so what was once read is remembered. */
export class FacilityRegions {
  private readonly remembered = new Map<string, string>();

  constructor(private readonly pool: Pool) {}

  async of(facilityIds: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const known = new Map<string, string>();
    const unknown: string[] = [];
    for (const id of facilityIds) {
      const region = this.remembered.get(id);
      if (region === undefined) unknown.push(id);
      else known.set(id, region);
    }
    if (unknown.length === 0) return known;
    const { rows } = await this.pool.query<{ facility_id: string; region: string }>({
      name: 'facility-regions',
      text: KNOWN,
      values: [unknown],
    });
    for (const { facility_id, region } of rows) {
      known.set(facility_id, region);
      this.remember(facility_id, region);
    }
    return known;
  }

  /** The first registration counts; saying it again changes nothing. */
  async register(registered: ReadonlyMap<string, string>): Promise<void> {
    if (registered.size === 0) return;
    await this.pool.query({
      name: 'facility-register',
      text: REGISTER,
      values: [[...registered.keys()], [...registered.values()]],
    });
  }

  private remember(facilityId: string, region: string): void {
    if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
    this.remembered.set(facilityId, region);
  }
}
