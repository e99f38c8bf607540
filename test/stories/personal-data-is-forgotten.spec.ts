import { contractBook, PostAssumed } from '#contracts';
import { COMMITMENT, Scribe, type Recorded } from '#kernel';
import { readFileSync } from 'node:fs';
import { SealedBefore } from '../../libs/intake/sealed-before.js';
import { databaseDump, foundIn } from '../support/database-dump.js';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

let platform: RunningPlatform;
beforeAll(async () => {
  platform = await runningPlatform();
});
afterAll(() => platform?.stop());

const post = async (account: string, path: string, body: unknown, type = 'application/json') => {
  const answer = await fetch(`${platform.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await platform.tokenFor(account)}`, 'content-type': type },
    body: JSON.stringify(body),
  });
  const said = (await answer.json()) as Record<string, unknown>;
  return { ...said, status: answer.status } as Record<string, unknown>;
};
const get = async (account: string, path: string) => {
  const authorization = `Bearer ${await platform.tokenFor(account)}`;
  const answer = await fetch(`${platform.url}/api/v1${path}`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
};
const erase = (account: string, subject: string, reason = '本人申请删除') =>
  post(account, '/personal/erase', { subject, reason });

const fact = (department: string, type: string, data: Record<string, unknown>) => ({
  specversion: '1.0',
  id: `${type}-${String(data['complaintId'] ?? data['facilityId'] ?? data['postId'])}`,
  source: `urn:lxc:${department.toLowerCase()}`,
  type,
  time: '2024-05-06T01:00:00Z',
  youandepartment: department,
  youanregion: '371302',
  datacontenttype: 'application/json',
  data,
});
const complaint = (complaintId: string, complainant: string, words: string) =>
  fact('MSA', 'ComplaintReceived', {
    complaintId,
    facilityId: 'F-1',
    department: 'MSA',
    channel: 'hotline-12345',
    topic: 'food',
    receivedOn: '2024-05-06',
    answerBy: '2024-05-20',
    complainant,
    words,
  });
const facility = fact('ASB', 'FacilityRegistered', {
  facilityId: 'F-1',
  name: '向阳托育园',
  form: 'community',
  registrationType: 'social-service',
  regionCode: '371302',
  address: '兰山区向阳路1号',
  capacity: 60,
  serviceModes: ['full-day'],
  registeredOn: '2024-05-06',
  personInCharge: '苗向阳',
});
const appointment = fact('MSA', 'PostAssumed', {
  postId: 'P-9',
  department: 'MSA',
  officialId: 'O-9',
  assumedOn: '2024-05-06',
  documentNo: '任字9号',
  officialName: '单独秀',
});
const forgetful = { complainant: '伍思齐', words: '孩子吃坏了肚子，请不要说是我讲的' };
const remembered = { complainant: '陆遥知', words: '厨房里有老鼠' };
const asked = [forgetful.complainant, forgetful.words];
const everybody = [...asked, ...Object.values(remembered), '苗向阳', '单独秀'];

type Sent = { outcome: string; eventId?: string; problem?: { code: string } };
const send = async (account: string, event: unknown) => {
  const { results } = await post(account, '/intake/cloudevents', event, 'application/cloudevents+json');
  return (results as Sent[])[0]!;
};
const bodies = async () =>
  (
    await platform.platform.pool.query<{ body: string }>('select body from store.event order by position')
  ).rows.map(({ body }) => body);
const dataOf = (recorded: Recorded | undefined) => recorded!.event.data as Record<string, string>;

let theirs: string;
let others: string;
test('facts with persons in them are taken, and the log knows nobody', async () => {
  for (const [account, event] of [
    ['approval-system', facility],
    ['market-system', appointment],
    ['market-system', complaint('C-1', forgetful.complainant, forgetful.words)],
    ['market-system', complaint('C-2', remembered.complainant, remembered.words)],
  ] as const)
    expect(await send(account, event)).toMatchObject({ outcome: 'recorded' });
  expect(await bodies()).toHaveLength(4);
  const [first, second] = await platform.platform.store.readSubject('facility:F-1', { after: 2n });
  [theirs, others] = [dataOf(first)['words']!, dataOf(second)['words']!];
  expect(theirs).toMatch(COMMITMENT);
  expect(contractBook.get('ComplaintReceived').admits(dataOf(first))).toBe(true);
});

test('no table of the whole database holds a name or a word in any form', async () => {
  await platform.platform.readModels.waitFor('timeline', 4n);
  const dump = await databaseDump(platform.platform.pool);
  expect(dump.get('store.event')).toHaveLength(4);
  expect(dump.get('vault.value')).toHaveLength(6);
  expect(foundIn(dump, everybody)).toEqual([]);
});

test('the search through the dump would have found them', async () => {
  const { pool } = platform.platform;
  await pool.query('create table public.planted (a text, b bytea, c json)');
  await pool.query(`insert into public.planted values ($1, '', null), (null, $2, null), (null, '', $3)`, [
    `x${forgetful.complainant}y`,
    Buffer.from(`x${forgetful.complainant}y`),
    JSON.stringify({ deep: [`x${forgetful.complainant}y`] }),
  ]);
  expect(foundIn(await databaseDump(pool), asked)).toHaveLength(3);
  await pool.query('drop table public.planted');
});

test('what our own hand writes through the scribe is hidden the same way', async () => {
  const { store, personalData } = platform.platform;
  const data = { postId: 'P-8', department: 'MSA', officialId: 'O-8', assumedOn: '2024-06-01' } as const;
  const meta = { actor: 'test', department: 'MSA', region: '371302' };
  const events = await new Scribe(contractBook, personalData).writeDecision(
    [PostAssumed({ ...data, documentNo: '任字8号', officialName: '边走边' })],
    'post-P-8',
    { meta, occurredAt: '2024-06-01T00:00:00Z', commandId: 'c-8' },
  );
  await store.append({ stream: 'post-P-8', expected: 'none', events });
  expect(await bodies()).toHaveLength(5);
  expect(foundIn(await databaseDump(platform.platform.pool), ['边走边'])).toEqual([]);
  expect(
    (await personalData.open([dataOf(await store.find(events[0]!.eventId))['officialName']!])).size,
  ).toBe(1);
});

test('whoever may see them can open them', async () => {
  const opened = await platform.platform.personalData.open([theirs, others]);
  expect([opened.get(theirs), opened.get(others)]).toEqual([forgetful.words, remembered.words]);
});

test.each([
  'market-inspector-lanshan',
  'market-lead-lanshan',
  'health-coordinator',
  'market-system',
  'operator',
])('%s may not erase anybody', async (account) => {
  expect(await erase(account, 'complainant:C-1')).toMatchObject({
    status: 403,
    code: 'authority/beyond-powers',
  });
});

test.each([
  [{ subject: '伍思齐', reason: 'x' }, '/subject'],
  [{ subject: 'complainant:C-1' }, '/reason'],
  [{ subject: 'complainant:C-1', reason: 'x'.repeat(501) }, '/reason'],
])('an order that is incomplete is told where: %#', async (order, path) => {
  expect(await post('auditor', '/personal/erase', order)).toMatchObject({
    status: 400,
    code: 'request/malformed',
    errors: expect.arrayContaining([expect.objectContaining({ path })]),
  });
});

describe('after the complainant is forgotten', () => {
  let before: ReadonlyMap<string, readonly string[]>;
  let timelineBefore: unknown;
  beforeAll(async () => {
    await platform.platform.readModels.waitFor('timeline', 5n);
    before = await databaseDump(platform.platform.pool);
    timelineBefore = (await get('market-lead-lanshan', '/facilities/F-1/timeline'))['items'];
  });

  test('the answer says what was destroyed, and says so again', async () => {
    const reason = `${forgetful.complainant}本人申请删除`;
    const first = await erase('auditor', 'complainant:C-1', reason);
    expect(first).toEqual({
      status: 200,
      subject: 'complainant:C-1',
      erasedAt: expect.any(String),
      values: 2,
    });
    expect(await erase('auditor', 'complainant:C-1', reason)).toEqual({ ...first, values: 0 });
  });

  test('the value is nowhere, not even in the reason given', async () => {
    expect(foundIn(await databaseDump(platform.platform.pool), asked)).toEqual([]);
  });

  test('the values open as erased, everybody else’s as before', async () => {
    const opened = await platform.platform.personalData.open([theirs, others]);
    expect(opened).toEqual(
      new Map([
        [theirs, undefined],
        [others, remembered.words],
      ]),
    );
  });

  test('every byte about everybody else and of the whole log is as it was', async () => {
    const after = await databaseDump(platform.platform.pool);
    const notTheirs = (dump: typeof before, table: string) =>
      (dump.get(table) ?? []).filter((row) => !row.includes('complainant:C-1'));
    for (const table of ['vault.value', 'vault.subject_key'])
      expect(notTheirs(after, table)).toEqual(notTheirs(before, table));
    for (const table of [...before.keys()].filter((name) => name.startsWith('store.')))
      expect(after.get(table)).toEqual(before.get(table));
    const gone = (before.get('vault.value') ?? []).filter(
      (row) => !(after.get('vault.value') ?? []).includes(row),
    );
    expect(gone).toHaveLength(2);
  });

  test('the timeline reads on as it did', async () => {
    const { items } = await get('market-lead-lanshan', '/facilities/F-1/timeline');
    expect(items).toEqual(timelineBefore);
    expect(items).toHaveLength(3);
  });

  test('read models rebuilt from the whole log are the same', async () => {
    const { runner, pool } = platform.platform;
    for (const name of platform.platform.registry.entries.map(({ projection }) => projection.name)) {
      const { build } = await runner.operations.rebuild(name);
      await until(async () => {
        const { rows } = await pool.query<{ state: string }>(
          'select state from runner.build where name = $1 and build = $2',
          [name, build],
        );
        expect(rows[0]!.state).not.toBe('differs');
        return rows[0]!.state === 'live';
      });
    }
    expect((await get('market-lead-lanshan', '/facilities/F-1/timeline'))['items']).toEqual(timelineBefore);
  });

  test('the same record sent again is still the same record', async () => {
    const again = complaint('C-1', forgetful.complainant, forgetful.words);
    expect(await send('market-system', again)).toMatchObject({ outcome: 'duplicate' });
    expect(await bodies()).toHaveLength(5);
  });

  test('nothing new is taken about them', async () => {
    const more = { ...complaint('C-1', forgetful.complainant, '还有一件事'), id: 'more' };
    const { outcome, problem } = await send('market-system', more);
    expect([outcome, problem?.code]).toEqual(['rejected', 'intake/subject-erased']);
    expect(await bodies()).toHaveLength(5);
    const { personalData, pool } = platform.platform;
    expect((await personalData.open([theirs])).get(theirs)).toBeUndefined();
    const { rows } = await pool.query("select from vault.value where subject = 'complainant:C-1'");
    expect(rows).toEqual([]);
    const { items } = await get('market-clerk-lanshan', '/intake/rejections?code=intake/subject-erased');
    const kept = items as { original: string }[];
    expect(kept).toHaveLength(1);
    expect(kept[0]!.original).toContain('C-1');
    for (const said of [forgetful.complainant, '还有一件事']) expect(kept[0]!.original).not.toContain(said);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    if (await holds()) return;
    await new Promise((passed) => setTimeout(passed, 100));
  }
  throw new Error('it did not come to pass within 20 seconds');
}

describe('what was turned away', () => {
  const shy = { complainant: '温默言', words: '保育员打了孩子' };
  const theirs = Object.values(shy);
  const broken = { ...complaint('C-7', shy.complainant, shy.words), id: 'broken' };
  const rejected = async (code: string) => {
    const { items } = await get('market-clerk-lanshan', `/intake/rejections?code=${code}`);
    return items as {
      rejectionId: string;
      original: string;
      erased: boolean;
      zh: string;
      errors: unknown[];
    }[];
  };

  test('lies sealed in the database, and opens for the clerk who must repair it', async () => {
    const wrong = { ...broken, data: { ...broken.data, topic: shy.words } };
    expect(await send('market-clerk-lanshan', wrong)).toMatchObject({ outcome: 'rejected' });
    const authorization = `Bearer ${await platform.tokenFor('market-clerk-lanshan')}`;
    const headers = { authorization, 'content-type': 'application/cloudevents+json' };
    const body = `{"complainant":${shy.complainant}}`;
    await fetch(`${platform.url}/api/v1/intake/cloudevents`, { method: 'POST', headers, body });
    expect(foundIn(await databaseDump(platform.platform.pool), theirs)).toEqual([]);
    const [malformed] = await rejected('intake/data-malformed');
    expect([malformed!.original, malformed!.erased]).toEqual([JSON.stringify(wrong), false]);
    const [unreadable] = await rejected('intake/not-json');
    expect(unreadable!.original).toBe(body);
  });

  test('and what a clerk writes when settling it lies sealed, too', async () => {
    const [unreadable] = await rejected('intake/not-json');
    const reason = `与${shy.complainant}核实，作废`;
    const path = `/intake/rejections/${unreadable!.rejectionId}/dismiss`;
    expect(await post('market-clerk-lanshan', path, { reason })).toMatchObject({
      reason,
      state: 'dismissed',
    });
    expect(foundIn(await databaseDump(platform.platform.pool), theirs)).toEqual([]);
  });

  test('is gone when somebody in it is forgotten, and the list says so', async () => {
    await erase('auditor', 'complainant:C-7');
    const [malformed] = await rejected('intake/data-malformed');
    expect(malformed).toMatchObject({ original: '', erased: true, errors: [] });
    expect(malformed!.zh).toContain('已依法删除');
    const [unreadable] = await rejected('intake/not-json');
    expect(unreadable!.erased).toBe(false);
  });

  test('can be erased by its own number, where nobody could read whom it is about', async () => {
    const [unreadable] = await rejected('intake/not-json');
    await erase('auditor', `rejection:${unreadable!.rejectionId}`);
    expect((await rejected('intake/not-json'))[0]).toMatchObject({
      erased: true,
      original: '',
      reason: null,
    });
  });

  test('what an earlier version kept in clear is sealed at the start', async () => {
    const { pool, personalData } = platform.platform;
    await pool.query(
      `update intake.rejection set original = $1, zh = $2, en = 'x', errors = '[]',
      repaired = $2, sealed_original = null, sealed_told = null where code = 'intake/subject-erased'`,
      [Buffer.from(`{"complainant":"${shy.complainant}"}`), shy.words],
    );
    expect(foundIn(await databaseDump(pool), theirs)).not.toEqual([]);
    expect(await new SealedBefore(pool, personalData).seal()).toBe(1);
    expect(foundIn(await databaseDump(pool), theirs)).toEqual([]);
    expect((await rejected('intake/subject-erased'))[0]).toMatchObject({
      original: `{"complainant":"${shy.complainant}"}`,
      zh: shy.words,
      repaired: shy.words,
      erased: false,
    });
    expect(await new SealedBefore(pool, personalData).seal()).toBe(0);
  });

  test('neither does a table that was sent stand there in clear', async () => {
    const form = new FormData();
    form.set('file', new Blob([`编号,姓名\n1,${shy.complainant}\n`]), '投诉.csv');
    form.set('mapping', mapping);
    const authorization = `Bearer ${await platform.tokenFor('market-clerk-lanshan')}`;
    const answer = await fetch(`${platform.url}/api/v1/intake/files`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    });
    const { jobId } = (await answer.json()) as { jobId: string };
    await until(
      async () => (await get('market-clerk-lanshan', `/intake/files/${jobId}`))['state'] === 'done',
    );
    expect(await get('market-clerk-lanshan', `/intake/files/${jobId}`)).toMatchObject({ recorded: 1 });
    expect(foundIn(await databaseDump(platform.platform.pool), theirs)).toEqual([]);
  });
});

const mapping = `
name: complaints
source: urn:lxc:msa:table
department: MSA
region: "371302"
events:
  - type: ComplaintReceived
    id: "c-{编号}"
    occurredAt: { value: "2024-05-06T01:00:00Z" }
    data:
      complaintId: "t-{编号}"
      facilityId: { value: F-1 }
      department: { value: MSA }
      channel: { value: hotline-12345 }
      topic: { value: food }
      receivedOn: { value: "2024-05-06" }
      answerBy: { value: "2024-05-20" }
      complainant: 姓名
`;

test('this story tells of every personal field there is', () => {
  const declared = contractBook.contracts.flatMap(({ type, personal }) =>
    personal.map(({ field }) => `${type}.${field}`),
  );
  const source = readFileSync(import.meta.filename, 'utf8');
  for (const name of declared) expect(source).toContain(name.split('.')[1]);
});
