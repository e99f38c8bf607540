import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { bareEnvironment, openCluster, OWNER, type Cluster } from './cluster.js';
import type { DatabaseUser } from './database-user.js';
import { installEngine } from './engine.js';
import { stopLeftover } from './leftover.js';

const DATABASE = 'youan';
const START_TIMEOUT_MS = 60_000;
const LOG_MAX_BYTES = 10 * 1024 * 1024;

export interface EmbeddedOptions {
  readonly dataFolder: string;
  readonly user: DatabaseUser | undefined;
  /** 0 takes a free one. */
  readonly port: number;
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

  static async start({ dataFolder, user, port: wanted }: EmbeddedOptions): Promise<EmbeddedDatabase> {
    const engine = installEngine(dataFolder);
    const cluster = await openCluster(dataFolder, engine, user);
    const tookOver = await stopLeftover(cluster.folder);
    const port = wanted === 0 ? await freePort() : wanted;
    const log = join(dataFolder, 'postgres.log');
    const server = launch(engine, cluster, { user, port, log });
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

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => resolve(port));
      });
  });

/** In a session of its own, so that Ctrl-C reaches us alone and the server stops after its last client. */
function launch(
  engine: string,
  cluster: Cluster,
  { user, port, log }: { user: DatabaseUser | undefined; port: number; log: string },
): ChildProcess {
  if (existsSync(log) && statSync(log).size > LOG_MAX_BYTES) renameSync(log, `${log}.old`);
  const output = openSync(log, 'a', 0o600);
  if (user) chownSync(log, user.uid, user.gid);
  const configured = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const flags = Object.entries(configured).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(
    join(engine, 'bin', 'postgres'),
    ['-D', cluster.folder, '-p', String(port), ...flags],
    {
      ...user,
      cwd: '/',
      env: bareEnvironment,
      detached: true,
      stdio: ['ignore', output, output],
    },
  );
  server.once('error', () => {}); // told by `answers`, which sees that it never came up
  closeSync(output);
  return server;
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
