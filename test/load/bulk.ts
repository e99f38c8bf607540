import { contractBook } from '#contracts';
import { FacilityRegions, Intake, Rejections, type Sender } from '#intake';
import { PostgresEventStore, Scribe } from '#kernel';
import { Vault } from '#vault';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { dataSourceOn, migrate } from '../../src/platform/migrations.js';
import { copyInto } from './bulk-limit.js';
import { floorResult, interleaved, rateResult, type Benchmark } from './harness.js';

/** As many as take some seconds: filling and emptying the lanes is a twentieth of what 40,000 take. */
const RECORDS = Number(process.env['BENCH_BULK'] ?? 100_000);
const BATCH = 500;
/** Batches under way at once: while one is on its way to the database, the next is parsed. */
const LANES = 6;
const FACILITIES = 5_000;
const SENDER: Sender = { account: 'fire-system', department: 'FIRE', region: '371302' };

const facilityOf = (serial: number) => `F-371302-${serial % FACILITIES}`;
/** As in a city: its facilities are known before anything is said of them. */
const registered = new Map(Array.from({ length: FACILITIES }, (_, serial) => [facilityOf(serial), '371302']));
const hazard = (serial: number, round: number) => ({
  inspectionId: `I-${round}-${serial}`,
  facilityId: facilityOf(serial),
  department: 'FIRE',
  hazardId: `H-${round}-${serial}`,
  gravity: 'serious',
  clause: 'GB 50016-2014 第 5.5.8 条',
  finding: `第 ${serial} 处：${'疏散通道堆放杂物。'.repeat(26)}`,
  rectifyBy: '2024-06-01',
});
const complaint = (serial: number, round: number) => ({
  complaintId: `C-${round}-${serial}`,
  facilityId: facilityOf(serial),
  department: 'FIRE',
  channel: 'hotline-12345',
  topic: 'fire',
  receivedOn: '2024-05-06',
  answerBy: '2024-05-13',
  complainant: '示例家长',
  words: `示例：${'安全出口上锁。'.repeat(30)}`,
});

/** Every tenth record names a person, whose words go to the vault; all are about a kilobyte of CloudEvent. */
export function recordsOf(round: number): Buffer[] {
  return Array.from({ length: RECORDS }, (_, serial) => {
    const personal = serial % 10 === 9;
    const envelope = {
      specversion: '1.0',
      id: `r${round}-${serial}`,
      source: 'urn:lxc:fire',
      youanregion: '371302',
      type: personal ? 'ComplaintReceived' : 'HazardFound',
      time: '2024-05-06T01:00:00Z',
    };
    const make = personal ? complaint : hazard;
    return Buffer.from(JSON.stringify({ ...envelope, data: make(serial, round) }));
  });
}

/** Parse, check, protect and append through the door's own core. Events a second, proven by counting. */
export async function receiveAll(intake: Intake, store: PostgresEventStore, round: number): Promise<number> {
  const records = recordsOf(round);
  const before = await store.head();
  const start = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (next < records.length) {
        const batch = records.slice(next, next + BATCH).map((bytes) => ({ bytes }));
        next += BATCH;
        const results = await intake.receive(batch, SENDER, 'file');
        const bad = results.find(({ outcome }) => outcome !== 'recorded');
        if (bad) throw new Error(`a record was answered ${JSON.stringify(bad)}`);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  const stored = Number((await store.head()) - before);
  if (stored !== records.length)
    throw new Error(`${records.length} records received, ${stored} events stored`);
  return records.length / seconds;
}

export const bulkBenchmarks: readonly Benchmark[] = [
  {
    name: 'bulk intake',
    async run(ground) {
      const database = await ground.freshDatabase();
      const source = await dataSourceOn(database.url).initialize();
      await migrate(source);
      await source.destroy();
      const keys = mkdtempSync(join(tmpdir(), 'youan-bench-keys-'));
      const bodies = Array.from({ length: RECORDS }, (_, serial) => JSON.stringify(hazard(serial, 0)));
      const pool = new pg.Pool({ connectionString: database.url, max: 6 });
      const store = new PostgresEventStore(database.url);
      const vault = await Vault.open(pool, join(keys, 'vault.key'));
      const [facilities, rejections] = [new FacilityRegions(pool), new Rejections(pool, vault)];
      await facilities.register(registered);
      const scribe = new Scribe(contractBook, vault);
      const intake = new Intake({ store, scribe, facilities, rejections, now: Date.now });
      try {
        const { copy, received } = await interleaved(
          {
            copy: () => copyInto(database.url, bodies),
            received: (round) => receiveAll(intake, store, round),
          },
          database.url,
        );
        return [
          rateResult('bulk intake against COPY', { goal: 0.3 }, received, copy),
          floorResult('bulk intake', 'events/s', 20_000, received),
        ];
      } finally {
        await store.close();
        await pool.end();
        await database.drop();
        rmSync(keys, { recursive: true, force: true });
      }
    },
  },
];
