import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bareEnvironment, type Cluster } from './cluster.js';
import type { DatabaseUser } from './database-user.js';

const LOG_MAX_BYTES = 10 * 1024 * 1024;

export const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/** Ours: the loopback alone, and enough memory that a city's events fit. */
const configured = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

export interface Launch {
  readonly user: DatabaseUser | undefined;
  readonly port: number;
  readonly log: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** In a session of its own, so that Ctrl-C reaches us alone and the server stops after its last client. */
export function launch(
  engine: string,
  { folder }: Cluster,
  { user, port, log, settings }: Launch,
): ChildProcess {
  if (existsSync(log) && statSync(log).size > LOG_MAX_BYTES) renameSync(log, `${log}.old`);
  const output = openSync(log, 'a', 0o600);
  if (user) chownSync(log, user.uid, user.gid);
  const flags = Object.entries({ ...configured, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const server = spawn(join(engine, 'bin', 'postgres'), ['-D', folder, '-p', String(port), ...flags], {
    ...user,
    cwd: '/',
    env: bareEnvironment,
    detached: true,
    stdio: ['ignore', output, output],
  });
  server.once('error', () => {}); // told by `answers`, which sees that it never came up
  closeSync(output);
  return server;
}
