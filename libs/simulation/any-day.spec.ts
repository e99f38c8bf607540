import { contractBook } from '#contracts';
import { MemoryEventStore, Scribe, type Desk } from '#kernel';
import { rectificationPolicy } from '#rectification';
import { MemoryPersonalData } from '#vault';
import type { Pool } from 'pg';
import { cityOf, stepsOf } from './index.js';
import { Telling } from './telling.js';

/** Answers the two questions the intake's tables are asked here: where facilities stand, and nothing else. */
function poolInMemory(): Pool {
  const stands = new Map<string, string>();
  const query = ({ name, values = [] }: { name?: string; values?: readonly (readonly string[])[] }) => {
    const [ids = [], regions = []] = name?.startsWith('facility-') ? values : [];
    if (name === 'facility-register') ids.forEach((id, i) => stands.has(id) || stands.set(id, regions[i]!));
    const known = name === 'facility-regions' ? ids.filter((id) => stands.has(id)) : [];
    const rows = known.map((id) => ({ facility_id: id, region: stands.get(id) }));
    return Promise.resolve({ rows });
  };
  return { query } as unknown as Pool;
}

// The first start may be on any day: a Monday, within the holidays, on the last of February.
const days = ['2026-11-20', '2026-02-18', '2024-02-29', '2025-06-30'];

test.each(days)(
  'a city that ends on %s says nothing that the platform would not take',
  async (until) => {
    const city = cityOf({ seed: 'linyi', until });
    const scribe = new Scribe(contractBook, new MemoryPersonalData());
    const policies = (desk: Desk) => [rectificationPolicy(desk)];
    const ground = { databaseUrl: '', pool: poolInMemory(), scribe, policies };
    const store = new MemoryEventStore({ allowRecordedAt: true });
    const { recorded, turnedAway } = await (await Telling.begin(ground, store)).tellAll(stepsOf(city));
    expect(recorded).toBe(city.facts.length);
    expect(turnedAway).toBe(13);
  },
  60_000,
);
