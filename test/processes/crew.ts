import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../load/load-ground.js';
import { RoleProcess, type Part } from './role-process.js';
import type { TakeOvers } from './take-overs.js';

const PARTS: readonly Omit<Part, 'port'>[] = [
  { name: 'door 1', roles: 'api,intake' },
  { name: 'door 2', roles: 'api,intake' },
  { name: 'projector 1', roles: 'projector' },
  { name: 'projector 2', roles: 'projector' },
  { name: 'projector 3', roles: 'projector' },
  { name: 'timer 1', roles: 'timer,ledger' },
  { name: 'timer 2', roles: 'timer,ledger' },
];
const LEASE_AND_MORE_MS = 12_000;

/** What befell whom. */
export interface Stroke {
  readonly victim: string;
  readonly what: 'killed' | 'put to sleep';
  readonly held: readonly string[];
}

/** The processes of one city on one database, and an enemy that strikes them. */
export class Crew {
  readonly strokes: Stroke[] = [];
  private readonly busy = new Set<RoleProcess>();
  private readonly recovering: Promise<void>[] = [];

  private constructor(
    readonly all: readonly RoleProcess[],
    private readonly takeOvers: TakeOvers,
  ) {}

  /** All of them at the same moment, on a database that may be empty. */
  static async start(environment: Readonly<Record<string, string>>, takeOvers: TakeOvers): Promise<Crew> {
    const all: RoleProcess[] = [];
    for (const part of PARTS) all.push(new RoleProcess({ ...part, port: await freePort() }, environment));
    const crew = new Crew(all, takeOvers);
    for (const one of all) one.start();
    await Promise.all(all.map((one) => one.up()));
    return crew;
  }

  get doors(): readonly string[] {
    return this.named('door').map(({ url }) => url);
  }

  named(beginning: string): readonly RoleProcess[] {
    return this.all.filter(({ part }) => part.name.startsWith(beginning));
  }

  /** Kills whoever of these holds most, and starts it again a little later. */
  async kill(beginning: string): Promise<void> {
    const chosen = await this.mostHolding(beginning);
    if (chosen === undefined) return;
    const { victim, held } = chosen;
    const { pid } = victim;
    this.busy.add(victim);
    await victim.kill();
    this.struck({ victim: victim.part.name, what: 'killed', held }, pid);
    this.recovering.push(this.startAgain(victim));
  }

  /** Puts a projector to sleep until others must have taken its shards, and wakes it. */
  async putToSleep(): Promise<void> {
    const chosen = await this.mostHolding('projector');
    if (chosen === undefined) return;
    const { victim, held } = chosen;
    this.busy.add(victim);
    victim.sleep();
    this.struck({ victim: victim.part.name, what: 'put to sleep', held }, victim.pid);
    this.recovering.push(this.wakeAgain(victim));
  }

  /** Everybody struck is up again, and everything held by somebody. */
  async recovered(): Promise<void> {
    await Promise.all(this.recovering);
    await this.takeOvers.all();
    await Promise.all(this.all.map((one) => one.up()));
  }

  async end(): Promise<void> {
    for (const one of this.all) one.wake();
    await Promise.all(this.all.map((one) => one.kill()));
  }

  private struck(stroke: Stroke, pid: number) {
    this.strokes.push(stroke);
    this.takeOvers.watch(stroke.victim, pid, stroke.held);
  }

  private async mostHolding(beginning: string) {
    const standing = this.named(beginning).filter((one) => !this.busy.has(one));
    if (standing.length < 2) return undefined; // nobody would be left to take over
    const holdings = await Promise.all(
      standing.map(async (victim) => ({ victim, held: await this.takeOvers.heldBy(victim.pid) })),
    );
    const chance = () => Math.random() - 0.5;
    return holdings.sort((one, other) => other.held.length - one.held.length || chance())[0];
  }

  private async startAgain(victim: RoleProcess): Promise<void> {
    await pause(500 + Math.random() * 1_500);
    victim.start();
    await victim.up();
    this.busy.delete(victim);
  }

  private async wakeAgain(victim: RoleProcess): Promise<void> {
    await pause(LEASE_AND_MORE_MS);
    victim.wake();
    this.busy.delete(victim);
  }
}
