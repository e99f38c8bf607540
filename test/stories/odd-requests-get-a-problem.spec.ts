import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

let platform: RunningPlatform;
let headers: Readonly<Record<string, string>>;
beforeAll(async () => {
  platform = await runningPlatform();
  headers = { authorization: `Bearer ${await platform.tokenFor('auditor')}` };
});
afterAll(() => platform?.stop());

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const { code, zh, en } = (await answer.json()) as { code: string; zh: string; en: string };
  expect([zh, en]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]{3}/)]);
  return [answer.status, code];
}
const cursor = (...values: string[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

describe('an address', () => {
  test.each([
    ['with NUL in a search', '/facilities?search=%00', 'request/malformed'],
    ['with NUL in an id', '/facilities/a%00b', 'request/malformed'],
    ['with NUL in the id of an official', '/officials/%00/record', 'request/malformed'],
    ['that is no UTF-8', '/facilities/%ff', 'request/malformed'],
    ['with a limit below 1', '/entries?limit=-1', 'request/malformed'],
    ['with a limit beyond all', '/hazards?limit=99999999999999999999', 'request/malformed'],
    ['with two limits', '/hazards?limit=5&limit=6', 'request/malformed'],
    ['with a parameter nobody knows', '/hazards?colour=red', 'request/malformed'],
    ['that asks what was open in the past', '/hazards?asOfTrue=2026-01-01', 'request/malformed'],
    ['with an event type there is not', '/entries?type=Nothing', 'request/malformed'],
    ['with a thirtieth of February', '/entries?from=2026-02-30', 'read/no-such-time'],
    [
      'with a cursor of a day there is not',
      `/entries?cursor=${cursor('2026-02-30T00:00:00Z', '1')}`,
      'read/cursor-malformed',
    ],
    [
      'with a cursor of a time there is not',
      `/entries?cursor=${cursor('2026-01-01T99:00:00Z', '1')}`,
      'read/cursor-malformed',
    ],
    [
      'with a cursor beyond every position',
      `/entries?cursor=${cursor('2026-01-01T00:00:00Z', '9'.repeat(19))}`,
      'read/cursor-malformed',
    ],
    ['with another list’s cursor', `/hazards?cursor=${cursor('F-1')}`, 'read/cursor-malformed'],
  ])('%s', async (_, path, code) =>
    expect(await problemOf(await fetch(`${platform.url}/api/v1${path}`, { headers }))).toEqual([400, code]),
  );
});

describe('a body', () => {
  const opening = (facilityId: string) =>
    `{"facilityId":"F-1","kind":"routine","officers":[],"occurredAt":"2024-05-06T01:00:00Z","${facilityId}":"x"}`;
  const hazard = (finding: string) =>
    Buffer.from(
      `{"gravity":"minor","clause":"消防法 §28","finding":"${finding}","occurredAt":"2024-05-06T01:00:00Z"}`,
    );
  test.each([
    ['in GBK', Buffer.from([...Buffer.from('{"finding":"'), 0xca, 0xe8, 0xc9, 0xa2, 0x22, 0x7d]), '-json'],
    ['with NUL in a text', hazard('a\\u0000b'), ''],
    ['with half a character', hazard('a\\ud83db'), ''],
    ['with NUL in a name', Buffer.from(opening('a\\u0000')), ''],
    ['cut short', hazard('x').subarray(0, 20), '-json'],
  ])('%s is refused, and nothing is recorded', async (_, body, more) => {
    const authorization = `Bearer ${await platform.tokenFor('fire-inspector-lanshan')}`;
    const answer = await fetch(`${platform.url}/api/v1/inspections/i-1/hazards`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: new Uint8Array(body),
    });
    expect(await problemOf(answer)).toEqual([400, `request/malformed${more}`]);
    expect(await platform.platform.store.head()).toBe(0n);
  });

  test('with a byte order mark is read without it', async () => {
    const answer = await fetch(`${platform.url}/api/v1/demo/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `\uFEFF${JSON.stringify({ account: 'auditor' })}`,
    });
    expect(answer.ok).toBe(true);
  });
});
