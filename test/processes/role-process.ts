import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const project = join(import.meta.dirname, '..', '..');
const UP_WITHIN_MS = 120_000;

export interface Part {
  readonly name: string;
  readonly roles: string;
  readonly port: number;
}

/** What `/health/ready` says of the parts a process plays. */
export interface Played {
  readonly seats: Readonly<Record<string, string>>;
  readonly shards: Readonly<Record<string, number>>;
}

/** The built program with some of its roles, as it runs in production, and the means to do it harm. */
export class RoleProcess {
  private child: ChildProcess | undefined;
  private said = '';

  constructor(
    readonly part: Part,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.part.port}`;
  }

  get pid(): number {
    return this.child?.pid ?? -1;
  }

  start(): void {
    const { roles, port } = this.part;
    const env = { ...process.env, ...this.environment, ROLES: roles, PORT: String(port), NODE_OPTIONS: '' };
    this.said = '';
    this.child = spawn(process.execPath, ['dist/src/main.js'], {
      cwd: project,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const note = (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-20_000));
    this.child.stdout?.on('data', note);
    this.child.stderr?.on('data', note);
  }

  /** Throws with what it said when it does not come up. */
  async up(): Promise<void> {
    for (const until = Date.now() + UP_WITHIN_MS; Date.now() < until; await pause(50)) {
      const answer = await fetch(`${this.url}/health/live`).catch(() => undefined);
      if (answer?.ok) return;
      if (this.child?.exitCode !== null) break;
    }
    throw new Error(`${this.part.name} did not come up:\n${this.said}`);
  }

  async played(): Promise<Played> {
    const answer = await fetch(`${this.url}/health/ready`);
    const { details } = (await answer.json()) as { details: { parts: Played } };
    return details.parts;
  }

  /** Nothing it had in hand is finished. */
  kill(): Promise<unknown> {
    return this.end('SIGKILL');
  }

  stop(): Promise<unknown> {
    return this.end('SIGTERM');
  }

  sleep(): void {
    this.child?.kill('SIGSTOP');
  }

  wake(): void {
    this.child?.kill('SIGCONT');
  }

  private async end(signal: NodeJS.Signals): Promise<unknown> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    return ended;
  }
}
