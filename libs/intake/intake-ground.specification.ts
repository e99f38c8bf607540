import { contractBook } from '#contracts';
import { EventStore, MemoryEventStore, Scribe } from '#kernel';
import { MemoryPersonalData } from '#vault';
import { Pool } from 'pg';
import { migratedDatabase } from '../../test/support/migrated-database.js';
import { FacilityRegions } from './facility-regions.adapter.js';
import { Intake, type IntakeDesk } from './intake.js';
import { Jobs } from './jobs.adapter.js';
import type { RawRecord } from './record.js';
import { Rejections } from './rejections.adapter.js';
import type { Sender } from './sender.js';

export const fire: Sender = { account: 'fire-system', department: 'FIRE', region: '371302' };

/** What intake stands on, with tables of its own and a history in memory. */
export class IntakeGround {
  store = new MemoryEventStore();
  persons = new MemoryPersonalData();
  readonly jobs: Jobs;

  constructor(
    readonly pool: Pool,
    private readonly drop: () => Promise<void>,
    readonly url: string,
  ) {
    this.jobs = new Jobs(pool, this.persons);
  }

  intake(other: Partial<IntakeDesk> = {}): Intake {
    const { store, pool } = this;
    const scribe = new Scribe(contractBook, this.persons);
    const [facilities, rejections] = [new FacilityRegions(pool), new Rejections(pool, this.persons)];
    return new Intake({ store, scribe, facilities, rejections, now: Date.now, ...other });
  }

  /** As if nothing had ever been sent. */
  async clear(): Promise<void> {
    await this.pool.query('truncate intake.facility, intake.job, intake.rejection');
    this.store = new MemoryEventStore();
    this.persons = new MemoryPersonalData();
  }

  async leave(): Promise<void> {
    await this.pool.end();
    await this.drop();
  }
}

export async function intakeGround(): Promise<IntakeGround> {
  const { url, drop } = await migratedDatabase();
  return new IntakeGround(new Pool({ connectionString: url }), drop, url);
}

export const hazard = (id: string, change: object = {}) => ({
  specversion: '1.0',
  id,
  source: 'urn:lxc:fire',
  type: 'HazardFound',
  time: '2024-05-06T01:00:00Z',
  youanregion: '371302',
  data: {
    inspectionId: `I-${id}`,
    facilityId: `F-${id}`,
    department: 'FIRE',
    hazardId: `H-${id}`,
    gravity: 'serious',
    clause: 'GB 50016 §5.5.17',
    finding: '疏散通道被占用',
    ...change,
  },
});
export const raw = (value: unknown): RawRecord => ({ bytes: Buffer.from(JSON.stringify(value)) });

/** The same store, but for some of its methods. */
export const storeWith = (store: EventStore, other: Partial<EventStore>): EventStore =>
  new Proxy(store, {
    get: (target, name) => {
      // The port's own way of appending many, which goes through the other `append`.
      if (name === 'appendEach' && other.append)
        return EventStore.prototype.appendEach.bind(other as EventStore);
      const found = (other as Record<string | symbol, unknown>)[name] ?? Reflect.get(target, name);
      return typeof found === 'function' ? (found as (...all: unknown[]) => unknown).bind(target) : found;
    },
  });
