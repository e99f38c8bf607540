import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const project = join(import.meta.dirname, '..', '..');
const START_WITHIN_MS = 90_000;

/** `npm start` as a process of its own, with what it said. */
export class LaunchedProgram {
  said = '';
  readonly ended: Promise<number | NodeJS.Signals>;

  private constructor(readonly child: ChildProcess) {
    const note = (chunk: Buffer) => (this.said += chunk.toString());
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    this.ended = new Promise((resolve) =>
      child.once('close', (code, signal) => resolve(signal ?? code ?? -1)),
    );
  }

  static launch(environment: Record<string, string>): LaunchedProgram {
    const env = { ...process.env, DEMO_CITY: 'off', ...environment };
    const stdio = ['ignore', 'pipe', 'pipe'] as const;
    return new LaunchedProgram(
      spawn(process.execPath, ['deploy/embedded/start.mjs'], { cwd: project, env, stdio: [...stdio] }),
    );
  }

  /** The address on its start page. Throws with everything it said when it does not come up. */
  async url(): Promise<string> {
    for (const until = Date.now() + START_WITHIN_MS; Date.now() < until; await pause(50)) {
      const found = /Console: (http:\S+?)\/\s/.exec(this.said)?.[1];
      if (found && this.said.includes('Ctrl-C')) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null) break;
    }
    throw new Error(`the program did not come up:\n${this.said}`);
  }

  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | NodeJS.Signals> {
    this.child.kill(signal);
    return this.ended;
  }
}
