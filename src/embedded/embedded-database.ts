import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openCluster, OWNER } from './cluster.js';
import type { DatabaseUser } from './database-user.js';
import { installEngine } from './engine.js';
import { freePort } from './free-port.js';
import { stopLeftover } from './leftover.js';
import { hasEnded, launch } from './server-process.js';

const DATABASE = 'youan';
const START_TIMEOUT_MS = 60_000;

export interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly user: DatabaseUser | undefined;
  /** 0 takes a free one. */
  readonly port: number;
  /** The server's own settings, over ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A real PostgreSQL as our child: on the loopback only, with a password only the data folder knows. */
export class EmbeddedDatabase {
  private stopping = false;

  private constructor(
    readonly url: string,
    /** A server left over by a killed program was stopped first. */
    readonly tookOver: boolean,
    private readonly server: ChildProcess,
  ) {}

  static async start(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
    const { dataFolder, user, port: wanted, settings = {} } = options;
    const engine = installEngine(dataFolder);
    const cluster = await openCluster(dataFolder, engine, user);
    const tookOver = await stopLeftover(cluster.folder);
    const port = wanted === 0 ? await freePort() : wanted;
    const log = join(dataFolder, 'postgres.log');
    const server = launch(engine, cluster, { user, port, log, settings });
    const url = `postgres://${OWNER}:${cluster.password}@127.0.0.1:${port}`;
    await answers(`${url}/postgres`, server, log);
    return new EmbeddedDatabase(`${url}/${DATABASE}`, tookOver, server);
  }

  /** Calls back when the server ends without having been told to. */
  onCrash(tell: (how: string) => void): void {
    this.server.once('exit', (code, signal) => {
      if (!this.stopping) tell(signal ?? `exit ${code}`);
    });
  }

  /** Fast shutdown: open transactions are rolled back, everything committed is safe. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (hasEnded(this.server)) return;
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGINT');
    const patience = setTimeout(() => this.server.kill('SIGQUIT'), 20_000);
    await ended;
    clearTimeout(patience);
  }
}

async function answers(url: string, server: ChildProcess, log: string): Promise<void> {
  for (const until = Date.now() + START_TIMEOUT_MS; Date.now() < until; await pause(50)) {
    if (hasEnded(server) || server.pid === undefined)
      throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
    if (await madeDatabase(url)) return;
  }
  server.kill('SIGQUIT');
  throw new Error(`PostgreSQL did not answer within ${START_TIMEOUT_MS / 1000} s; see ${log}`);
}

/** False while the server is not ready yet. */
async function madeDatabase(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch {
    return false;
  }
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
    return true;
  } finally {
    await client.end();
  }
}
