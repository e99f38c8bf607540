import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntakeClient, type JobBody } from '../support/intake-client.js';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';
import { dayOf, instantOf, texasFile, texasRows, type TexasRow } from '../support/texas-rows.js';

jest.setTimeout(180_000);

const rows = texasRows();
const different = (column: string) => new Set(rows.map((row) => row[column])).size;
const events = different('OPERATION_ID') + different('ACTIVITY_ID') + 2 * rows.length + verified(rows).length;
function verified(all: readonly TexasRow[]) {
  return all.filter((row) => row['DATE_CORRECTION_VERIFIED'] !== '');
}

let running: RunningPlatform;
let clerk: IntakeClient;
let imported: JobBody;
beforeAll(async () => {
  running = await runningPlatform();
  clerk = await IntakeClient.of(running, 'approval-clerk-lanshan');
  const { status, body } = await clerk.upload('non-compliance.csv', texasFile(), { mappingName: 'texas' });
  if (status !== 202) throw new Error(JSON.stringify(body));
  imported = await clerk.until(body.jobId);
});
afterAll(() => running.stop());

/** Events the file told; the platform's own policies speak too. */
async function told(): Promise<number> {
  let found = 0;
  for (let after = 0n; ;) {
    const page = await running.platform.store.readAll({ after, limit: 5_000 });
    found += page.events.filter(({ meta }) => meta.source !== undefined).length;
    if (page.events.length === 0) return found;
    after = page.next;
  }
}

const count = async (sql: string, ...values: string[]) => {
  const { rows: found } = await running.platform.pool.query<{ count: number }>(
    `select count(*)::int as count ${sql}`,
    values,
  );
  return found[0]!.count;
};

test('the file holds what its source says', () =>
  expect([
    rows.length,
    different('OPERATION_ID'),
    different('ACTIVITY_ID'),
    different('ACTIVITY_TYPE'),
  ]).toEqual([4305, 1181, 1425, 3]));

/** Five verification dates were typed with the year 0016 or 0017. */
const typos = rows.filter((row) => /^..\/..\/00/.test(row['DATE_CORRECTION_VERIFIED']!));

test('every row is settled, and every record stands but those with a year that cannot be', () => {
  expect(typos).toHaveLength(5);
  expect(imported).toMatchObject({
    state: 'done',
    rowsTotal: 4305,
    rowsDone: 4305,
    recorded: events - 5,
    duplicates: 0,
    rejected: 5,
    alarms: 0,
  });
});

interface Rejected {
  readonly rejectionId: string;
  readonly code: string;
  readonly row: number;
  readonly sourceId: string;
  readonly original: string;
  readonly state: string;
  readonly resentEventId: string | null;
}
const rejections = async (state: string) =>
  (await clerk.ask<{ items: Rejected[] }>(`/intake/rejections?state=${state}&jobId=${imported.jobId}`)).body
    .items;

test('those five wait in the list with their rows; a clerk repairs and sends them again', async () => {
  const open = await rejections('open');
  const named = open.map(({ code, row, sourceId }) => [code, rows[row - 2]!['NON_COMPLIANCE_ID'], sourceId]);
  expect(named.sort()).toEqual(
    typos
      .map((row) => row['NON_COMPLIANCE_ID']!)
      .map((id) => ['intake/long-past', id, `verified-${id}`])
      .sort(),
  );
  for (const { rejectionId, original } of open) {
    const repaired = original.replace(/00(1[67]-)/g, '20$1');
    const { status, body } = await clerk.post(`/intake/rejections/${rejectionId}/resend`, { repaired });
    expect({ status, body }).toMatchObject({ status: 200, body: { outcome: 'recorded' } });
  }
  expect(await rejections('open')).toEqual([]);
  expect((await rejections('resent')).every(({ resentEventId }) => resentEventId !== null)).toBe(true);
  const head = await running.platform.store.head();
  for (const name of ['timeline', 'facility_card', 'hazard'])
    await running.platform.readModels.waitFor(name, head, 120_000);
});

test('1,181 facilities have a timeline', async () => {
  expect(await count(`from (select distinct facility_id from read.timeline) t`)).toBe(1181);
  expect(await count(`from read.timeline where event_type = 'FacilityRegistered'`)).toBe(1181);
});

test('1,425 visits of three kinds, reports told apart by who reported', async () => {
  const byKind = (sentence: string) =>
    count(`from read.timeline where event_type = 'InspectionOpened' and en like $1`, `%${sentence}%`);
  const visits = [...new Map(rows.map((row) => [row['ACTIVITY_ID'], row])).values()];
  const inFile = (type: string, selfReport: string) =>
    visits.filter((row) => row['ACTIVITY_TYPE'] === type && row['SELF_REPORT'] === selfReport).length;
  const kinds = ['routine', 'special', "facility's own report", 'after a complaint'];
  const found = await Promise.all(kinds.map(byKind));
  expect(found).toEqual([
    inFile('INSPECTION', ''),
    inFile('ASSESSMENT', ''),
    inFile('REPORT', 'Y'),
    inFile('REPORT', 'N'),
  ]);
  expect(found.reduce((sum, each) => sum + each)).toBe(1425);
});

test('4,305 hazards: corrected on the spot, later, verified or not, as the file says', async () => {
  const atOnce = rows.filter((row) => row['CORRECTED_AT_INSPECTION'] === 'Y');
  expect(await count('from read.hazard where gravity is not null')).toBe(4305);
  const cured = (en: string) =>
    count(`from read.timeline where event_type = 'HazardRectified' and en like $1`, en);
  expect(await cured('%put right on the spot')).toBe(atOnce.length);
  expect(await cured('The facility put the hazard right on%')).toBe(rows.length - atOnce.length);
  expect(await count(`from read.timeline where event_type = 'RectificationVerified'`)).toBe(
    verified(rows).length,
  );
  const neither = rows.filter(
    (row) => row['CORRECTED_AT_INSPECTION'] === 'N' && row['DATE_CORRECTION_VERIFIED'] === '',
  );
  expect(await count('from read.hazard where verdict is null')).toBe(neither.length);
});

test('a risk level is no verdict of gravity: high and medium high are serious, nothing is grave', async () => {
  const high = rows.filter((row) => ['High', 'Medium High'].includes(row['STANDARD_RISK_LEVEL']!)).length;
  expect(await count(`from read.hazard where gravity = 'serious'`)).toBe(high);
  expect(await count(`from read.hazard where gravity = 'grave'`)).toBe(0);
});

describe('importing again', () => {
  test('is the same job, and it is done', async () => {
    const before = await told();
    const { body } = await clerk.upload('renamed.csv', texasFile(), { mappingName: 'texas' });
    expect(body).toMatchObject({ jobId: imported.jobId, state: 'done', recorded: events - 5 });
    expect(await told()).toBe(before);
  });

  test('with a mapping that only looks different reads every row and changes nothing', async () => {
    const before = await told();
    const yaml = readFileSync(join(import.meta.dirname, '../../libs/intake/mappings/texas.yaml'), 'utf8');
    const { body } = await clerk.upload('again.csv', texasFile(), { mapping: `${yaml}\n# once more\n` });
    expect(body.jobId).not.toBe(imported.jobId);
    expect(await clerk.until(body.jobId)).toMatchObject({
      state: 'done',
      rowsDone: 4305,
      recorded: 0,
      duplicates: events - 5,
      rejected: 5,
      alarms: 0,
    });
    expect(await told()).toBe(before);
  });
});

interface Entry {
  readonly eventType: string;
  readonly occurredAt: string;
  readonly clause: string | null;
  readonly chain: string;
}

/** What one row says, in the order in which it says it. */
function entriesOf(row: TexasRow): Entry[] {
  const hazard = `TX-${row['NON_COMPLIANCE_ID']}`;
  const atEndOf = (day: string) => instantOf(day, '11:59:00 PM');
  const visitedAt = instantOf(row['ACTIVITY_DATE']!);
  const clause = row['STANDARD_NUMBER_DESCRIPTION']!.split(' - ')[0]!;
  const atOnce = row['CORRECTED_AT_INSPECTION'] === 'Y';
  const cured = { eventType: 'HazardRectified', clause: null, chain: hazard };
  const checked = row['DATE_CORRECTION_VERIFIED']!.replace(/\/00(1[67])/, '/20$1');
  return [
    { eventType: 'HazardFound', occurredAt: visitedAt, clause, chain: hazard },
    { ...cured, occurredAt: atOnce ? visitedAt : atEndOf(row['CORRECTED_DATE']!) },
    ...(checked ? [{ ...cured, eventType: 'RectificationVerified', occurredAt: atEndOf(checked) }] : []),
  ];
}

/** By the world's time, and within one instant as the file has it. */
function expectedTimeline(operation: string): Entry[] {
  const theirs = rows.filter((row) => row['OPERATION_ID'] === operation);
  const [first] = theirs;
  const registeredAt = instantOf(first!['ISSUANCE_DATE']!, '09:00:00 AM');
  const entries: (Entry | undefined)[] = [
    { eventType: 'FacilityRegistered', occurredAt: registeredAt, clause: null, chain: '' },
  ];
  const visits = new Set<string>();
  for (const row of theirs) {
    const visit = `TX-${row['ACTIVITY_ID']}`;
    if (!visits.has(visit))
      entries.push({
        eventType: 'InspectionOpened',
        occurredAt: instantOf(row['ACTIVITY_DATE']!),
        clause: null,
        chain: visit,
      });
    visits.add(visit);
    entries.push(...entriesOf(row));
  }
  return entries
    .filter((entry) => entry !== undefined)
    .sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0));
}

test.each([
  '952508',
  '1170001',
  rows.find((row) => dayOf(row['CORRECTED_DATE']!) < dayOf(row['ACTIVITY_DATE']!))!['OPERATION_ID']!,
])('the timeline of operation %s says what its rows say, entry by entry', async (operation) => {
  const { body } = await clerk.ask<{ items: (Entry & { source: { source: string } })[] }>(
    `/facilities/TX-${operation}/timeline?order=oldest&limit=200`,
  );
  const expected = expectedTimeline(operation);
  const found = body.items.map(({ eventType, occurredAt, clause, chain }) => ({
    eventType,
    occurredAt,
    clause,
    chain: eventType === 'FacilityRegistered' ? '' : chain,
  }));
  expect(found).toEqual(expected);
  expect(new Set(body.items.map(({ source }) => source.source))).toEqual(
    new Set(['urn:texas:childcare-licensing:non-compliance']),
  );
});
