import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { migrated } from '../../src/cli/log-side.js';
import { interleaved, rateResult, type Benchmark } from './harness.js';
import { checkpoint, YOUNG } from './load-ground.js';
import { serverSeconds } from './processor-time.js';
import { seedLog } from './rebuild-log.js';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 900_000);
const TABLES = ['timeline', 'facility_card'];

interface Work {
  readonly seconds: number;
  /** Of all projectors and of PostgreSQL. */
  readonly processorSeconds: number;
}

interface Log {
  readonly url: string;
  readonly pool: pg.Pool;
}

/** A projector that stands ready and waits for the word. */
class Projector {
  private readonly lines: AsyncIterator<string>;

  private constructor(private readonly child: ChildProcess) {
    this.lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  }

  static async stand(url: string, shards: number): Promise<Projector> {
    const program = join(import.meta.dirname, 'processes-program.js');
    const child = spawn(process.execPath, [YOUNG, program, url, String(shards)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const projector = new Projector(child);
    await projector.lines.next();
    return projector;
  }

  begin(): void {
    this.child.stdin!.write('begin\n');
  }

  /** The processor time it took, in seconds. */
  async end(): Promise<number> {
    this.child.stdin!.end();
    const { value } = (await this.lines.next()) as { value: string };
    await once(this.child, 'exit');
    return (JSON.parse(value) as { cpuSeconds: number }).cpuSeconds;
  }
}

interface Layout {
  readonly projectors: number;
  /** Of each read model. */
  readonly shards: number;
}

/** Everything below the log is thrown away, then made again by so many projectors. */
async function rebuildBy({ projectors, shards }: Layout, { url, pool }: Log): Promise<Work> {
  await pool.query('truncate runner.build, runner.member cascade');
  for (const table of TABLES) await pool.query(`drop table if exists read.${table}_v1 cascade`);
  await checkpoint(url);
  const crew = await Promise.all(Array.from({ length: projectors }, () => Projector.stand(url, shards)));
  const [before, start] = [await serverSeconds(pool), performance.now()];
  for (const projector of crew) projector.begin();
  while (!(await madeWhole(pool))) await new Promise((done) => setTimeout(done, 20));
  const seconds = (performance.now() - start) / 1_000;
  const own = await Promise.all(crew.map((projector) => projector.end()));
  const server = (await serverSeconds(pool)) - before;
  return { seconds, processorSeconds: own.reduce((sum, cpu) => sum + cpu, server) };
}

async function madeWhole(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ made: number }>(
    `select count(*)::int as made from (
       select from runner.build b join runner.shard s using (name, build)
        where b.state = 'live' group by name having min(s.position) >= $1) r`,
    [EVENTS],
  );
  return rows[0]!.made === TABLES.length;
}

async function everyEventOnce(pool: pg.Pool) {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from read.timeline');
  if (rows[0]!.n !== EVENTS) throw new Error(`${EVENTS} events stored, ${rows[0]!.n} shown`);
}

const NAME = 'two projectors on one machine';

const twoProjectors: Benchmark = {
  name: NAME,
  run: async (ground) => {
    const { url, drop } = await ground.freshDatabase();
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    try {
      await migrated(url);
      await seedLog(pool, EVENTS);
      const by = (layout: Layout) => () => rebuildBy(layout, { url, pool });
      const { whole, one, two } = await interleaved<'whole' | 'one' | 'two', Work>({
        whole: by({ projectors: 1, shards: 1 }),
        one: by({ projectors: 1, shards: 2 }),
        two: by({ projectors: 2, shards: 2 }),
      });
      await everyEventOnce(pool);
      const rates = (of: readonly Work[]) => of.map(({ seconds }) => EVENTS / seconds);
      const costs = (of: readonly Work[]) =>
        of.map(({ processorSeconds }) => (processorSeconds / EVENTS) * 1e6);
      return [
        rateResult(`${NAME}, pace against one`, { goal: 1 }, rates(two), rates(one)),
        costResult(`${NAME}, processor time against one`, 1.15, costs(two), costs(one)),
        rateResult(`${NAME}, pace against one with one shard`, { goal: 1 }, rates(two), rates(whole)),
        costResult(`${NAME}, processor time against one with one shard`, 1.15, costs(two), costs(whole)),
      ];
    } finally {
      await pool.end();
      await drop();
    }
  },
};

/** Less is better: the cost of each round against the limit's cost of the same round. */
function costResult(name: string, goal: number, costs: readonly number[], limits: readonly number[]) {
  const line = rateResult(name, { unit: 'µs/event', goal }, costs, limits);
  return { ...line, met: line.ratio <= goal };
}

export const processesBenchmarks: readonly Benchmark[] = [twoProjectors];
