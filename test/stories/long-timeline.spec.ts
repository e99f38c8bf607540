import { TimelineReader } from '../../libs/timeline/timeline.reader.js';
import { demoAccounts } from '#authority';
import {
  HazardFound,
  InspectionClosed,
  InspectionOpened,
  PenaltyDecided,
  type PublishedEvent,
} from '#contracts';
import { derivedId } from '#kernel';
import type { Vantage } from '#reading';
import type { DataSource } from 'typeorm';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

const ENTRIES = 10_000;
const caller = demoAccounts.find(({ account }) => account === 'fire-inspector-lanshan')!;
const li = { officialId: 'o-li', postId: 'p-1' };
const now: Vantage = {
  asOf: { true: null, known: null },
  trueUpTo: null,
  knownUpTo: null,
  position: 0n,
  day: '2026-01-01',
};
const then: Vantage = { ...now, trueUpTo: '2024-03-01T15:59:59.999999Z', knownUpTo: 18_000n };

let running: RunningPlatform;
beforeAll(async () => {
  running = await runningPlatform();
  const { store, scribe, readModels } = running.platform;
  for (let at = 0; at < 2 * ENTRIES; at += 500) {
    const drafts = Array.from({ length: 500 }, (_, i) => draft(at + i));
    await store.append({ stream: `bulk-${at}`, expected: 'any', events: await scribe.write(drafts) });
  }
  await readModels.waitFor('timeline', BigInt(2 * ENTRIES), 60_000);
  await running.platform.pool.query('analyze');
}, 120_000);
afterAll(() => running.stop());

function draft(ordinal: number) {
  const visit = {
    inspectionId: `i-${ordinal}`,
    facilityId: `f-${ordinal % 8 < 4 ? 'long' : `other-${ordinal % 100}`}`,
    department: 'FIRE',
  } as const;
  const events: PublishedEvent[] = [
    InspectionOpened({ ...visit, kind: 'routine', officers: [li] }),
    HazardFound({
      ...visit,
      hazardId: `h-${ordinal}`,
      gravity: 'minor',
      clause: `§${ordinal % 40}`,
      finding: '通道堆物',
    }),
    InspectionClosed({ ...visit, verdict: ordinal % 3 ? 'passed' : 'failed' }),
    PenaltyDecided({
      penaltyId: `p-${ordinal}`,
      facilityId: visit.facilityId,
      department: 'FIRE',
      penalty: 'warning',
      documentNo: `№${ordinal}`,
      clause: '§1',
      decidedOn: '2024-01-01',
      signedBy: li,
    }),
  ];
  const occurredAt = new Date(Date.UTC(2024, 0, 1) + ordinal * 1_000_000).toISOString();
  const meta = { actor: 'fire-1', department: 'FIRE', region: '371302' };
  return { eventId: derivedId('long', String(ordinal)), event: events[ordinal % 4]!, occurredAt, meta };
}

/** Everything the reader asks the database, explained. */
async function plans(vantage: Vantage): Promise<string[]> {
  const { dataSource } = running.platform;
  const asked: [string, unknown[]][] = [];
  const spy = {
    query: (sql: string, values: unknown[]) => (asked.push([sql, values]), dataSource.query(sql, values)),
  };
  const reader = new TimelineReader(spy as unknown as DataSource);
  await reader.page(
    caller,
    { facilityId: 'f-long', regionCode: '371302', order: 'newest', limit: 50 },
    vantage,
  );
  return Promise.all(
    asked.map(async ([sql, values]) =>
      JSON.stringify(await dataSource.query(`explain (format json) ${sql}`, values)),
    ),
  );
}

describe('a timeline of ten thousand entries', () => {
  test.each([
    ['now', now],
    ['as of a day in the past', then],
  ] as const)('the page walks the index in its order and sorts nothing, %s', async (_, vantage) => {
    const [page] = await plans(vantage);
    expect(page).toMatch(
      /"Node Type":"Index Scan","Parent Relationship":"Outer".*"Scan Direction":"Backward"/,
    );
    expect(page).not.toMatch(/"Node Type":"(Incremental )?Sort"/);
  });

  test.each([
    ['now', now],
    ['as of a day in the past', then],
  ] as const)('nothing reads the whole table, %s', async (_, vantage) => {
    for (const plan of await plans(vantage)) expect(plan).not.toMatch(/"Node Type":"Seq Scan"/);
  });

  test.each([
    ['now', ''],
    ['as of a day in the past', '&asOfTrue=2024-03-01&asOfKnown=18000'],
  ])('the first page answers at once over HTTP, %s', async (_, asOf) => {
    const headers = { authorization: `Bearer ${await running.tokenFor(caller.account)}` };
    const ask = () => fetch(`${running.url}/api/v1/facilities/f-long/timeline?limit=50${asOf}`, { headers });
    const took: number[] = [];
    for (let i = 0; i < 60; i += 1) {
      const begun = performance.now();
      const answer = await ask();
      expect(((await answer.json()) as { items: unknown[] }).items).toHaveLength(50);
      took.push(performance.now() - begun);
    }
    const median = took.slice(10).sort((a, b) => a - b)[25]!;
    if (process.env['SHOW_TIMES']) console.log(median, took.at(-1));
    expect(median).toBeLessThan(250);
  });
});
