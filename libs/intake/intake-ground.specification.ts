import { contractBook } from '#contracts';
import { MemoryEventStore, Scribe, type EventStore } from '#kernel';
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
export interface IntakeGround {
  readonly pool: Pool;
  readonly store: MemoryEventStore;
  readonly persons: MemoryPersonalData;
  readonly jobs: Jobs;
  intake(other?: Partial<IntakeDesk>): Intake;
  leave(): Promise<void>;
}

export async function intakeGround(): Promise<IntakeGround> {
  const database = await migratedDatabase();
  const pool = new Pool({ connectionString: database.url });
  const store = new MemoryEventStore();
  const persons = new MemoryPersonalData();
  const desk: IntakeDesk = {
    store,
    scribe: new Scribe(contractBook, persons),
    facilities: new FacilityRegions(pool),
    rejections: new Rejections(pool),
    now: Date.now,
  };
  return {
    ...{ pool, store, persons, jobs: new Jobs(pool) },
    intake: (other = {}) => new Intake({ ...desk, ...other }),
    leave: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

export const hazard = (id: string, change: object = {}) => ({
  ...{ specversion: '1.0', id, source: 'urn:lxc:fire', type: 'HazardFound', time: '2024-05-06T01:00:00Z' },
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
      const found = (other as Record<string | symbol, unknown>)[name] ?? Reflect.get(target, name);
      return typeof found === 'function' ? (found as (...all: unknown[]) => unknown).bind(target) : found;
    },
  });
