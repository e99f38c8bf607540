import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../load/load-ground.js';

/** The stand-in as a process of its own, which may be killed and frozen; what it has acknowledged is in its file. */
export class StandInProcess {
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<StandInProcess> {
    const standIn = new StandInProcess(await freePort(), mkdtempSync(join(tmpdir(), 'youan-esdb-')));
    await standIn.restart();
    return standIn;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Starts it on what the last one left. Resolves when it listens. */
  async restart(): Promise<void> {
    const script = join(import.meta.dirname, 'stand-in.mjs');
    const args = [script, String(this.port), join(this.folder, 'log')];
    this.child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    await once(this.child.stdout!, 'data');
  }

  async kill(): Promise<void> {
    const gone = once(this.child!, 'exit');
    this.child!.kill('SIGKILL');
    await gone;
  }

  freeze = () => this.child!.kill('SIGSTOP');
  thaw = () => this.child!.kill('SIGCONT');

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
