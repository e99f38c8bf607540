import { replay, type ProjectionEntry, type Recorded } from '#kernel';
import { forgetTypes } from '../../libs/kernel/projection-registry.js';
import type { Ground } from '../../libs/kernel/runner-ground.specification.js';
import { wholeLog } from '../../libs/kernel/store-crowd.specification.js';
import { inMemory, inTable } from './rows-compared.js';

/** The rows that the pure rules make of a log, in memory and from the beginning. */
export const replayed = (entry: ProjectionEntry, log: readonly Recorded[]) =>
  inMemory(entry, replay(forgetTypes(entry), log));

/** That read models are what the pure rules say: now, as of any day and any position, and after a rebuild. */
export class ReadModelProof {
  constructor(
    private readonly ground: Ground,
    private readonly entries: readonly ProjectionEntry[],
  ) {}

  async holds(pairs: number): Promise<void> {
    for (const { projection } of this.entries) await this.ground.caughtUp(projection.name, 60_000);
    const log = await wholeLog(this.ground.store);
    for (const entry of this.entries) expect(await this.rows(entry)).toEqual(replayed(entry, log));
    expect((await this.ground.pool.query('select * from runner.parked')).rows).toEqual([]);
    for (let i = 0; i < pairs; i += 1) await this.holdsAsOf(log, i);
  }

  /** What was known at a position, and of that what had happened by an instant, is what brute force says. */
  private async holdsAsOf(log: readonly Recorded[], i: number): Promise<void> {
    const known = BigInt(Math.floor(Math.random() * (log.length + 1)));
    const by = log[Math.floor(Math.random() * log.length)]!.occurredAt;
    const then = log.filter(({ position }) => position <= known);
    const atThen = 'where known_from <= $1 and known_to > $1';
    const kept = this.entries.filter(({ table }) => table.history);
    const entry = kept[i % kept.length]!;
    expect(await this.rows(entry, atThen, [known])).toEqual(replayed(entry, then));
    const timed = kept.filter(({ table }) => 'occurredAt' in table.columns);
    const dated = timed[i % timed.length]!;
    const happened = then.filter(({ occurredAt }) => occurredAt <= by);
    const rows = await this.rows(dated, `${atThen} and occurred_at <= $2`, [known, by]);
    expect(rows).toEqual(replayed(dated, happened));
  }

  /** Everything is built again beside what is there, found to be the same, and shown. */
  async rebuilds(): Promise<void> {
    const { ground, entries } = this;
    const { operations } = ground.runners[0]!;
    const names = entries.map(({ projection: { name } }) => name).sort();
    const builds = new Map<string, number>();
    for (const name of names) builds.set(name, (await operations.rebuild(name)).build);
    for (const [name, build] of builds)
      await ground.until(`${name} is built again`, async () => (await ground.live(name))?.build === build);
    const { rows } = await ground.pool.query(
      `select name, missing, added, differing from runner.rebuild_report r
        where build = (select max(build) from runner.rebuild_report l where l.name = r.name) order by name`,
    );
    expect(rows).toEqual(names.map((name) => ({ name, missing: '0', added: '0', differing: '0' })));
  }

  private async rows(entry: ProjectionEntry, where = '', values: unknown[] = []) {
    const relation = `read.${entry.projection.name}${where && '_history'}`;
    const sql = `select key, to_jsonb(t) as row from ${relation} t ${where}`;
    return inTable(entry, (await this.ground.pool.query(sql, values)).rows);
  }
}
