import 'reflect-metadata';
import { addDays, shanghaiDay } from '#rulebook';
import { cityOf, loadCity } from '#simulation';
import { policiesOver } from '../../src/platform/policies.js';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';
import { figuresOpenTheirLists } from './figures-open-their-lists.specification.js';

const until = addDays(shanghaiDay(new Date().toISOString()), -1);
const wish = { seed: 'linyi', until };
const { storylines, facilities } = cityOf(wish);

interface Entry {
  readonly department: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly clause: string | null;
  readonly zh: string;
}

let running: RunningPlatform;
let token: string;
let headers: { readonly authorization: string };

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${running.url}/api/v1${path}`, { headers });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

async function wholeTimeline(facilityId: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: Entry[]; nextCursor: string | null } = await ask(
      `/facilities/${facilityId}/timeline?order=oldest&limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    entries.push(...page.items);
    cursor = page.nextCursor;
  }
  return entries;
}

beforeAll(async () => {
  running = await runningPlatform({}, (platform, databaseUrl) =>
    loadCity({ pool: platform.pool, scribe: platform.scribe, databaseUrl, policies: policiesOver }, wish),
  );
  token = await running.tokenFor('auditor');
  headers = { authorization: `Bearer ${token}` };
  const head = await running.platform.store.head();
  for (const name of ['timeline', 'facility_card', 'hazard', 'record', 'tenure'])
    await running.platform.readModels.waitFor(name, head, 60_000);
}, 180_000);
afterAll(() => running.stop());

test('the whole city can be looked up', async () => {
  const figures = await ask<{ facilities: { total: number } }>('/figures');
  expect(figures.facilities.total).toBe(facilities.length + 1);
});

test('the sinking facility shows its warnings, of five departments, before the fire', async () => {
  const entries = await wholeTimeline(storylines.sinkingFacility.facilityId!);
  const fire = entries.findIndex(({ kind }) => kind === 'incident');
  expect(entries[fire]!.zh).toContain('火灾');
  const warnings = entries.slice(0, fire).filter(({ kind }) => kind === 'hazard');
  expect(new Set(warnings.map(({ department }) => department))).toEqual(
    new Set(['HC', 'FIRE', 'PSB', 'MSA', 'EMB']),
  );
  expect(warnings.filter(({ clause }) => clause === '消防法 §28、§60①(三)')).toHaveLength(3);
  const { card } = await ask<{
    card: { status: string; repeatOffences: { clause: string; times: number }[] };
  }>(`/facilities/${storylines.sinkingFacility.facilityId}`);
  expect(card.status).toBe('suspended');
  expect(card.repeatOffences).toContainEqual(
    expect.objectContaining({ clause: '消防法 §28、§60①(三)', times: 3 }),
  );
});

test('what nobody had put right before the fire is what the card of that day says', async () => {
  const { sinkingFacility } = storylines;
  const entries = await wholeTimeline(sinkingFacility.facilityId!);
  const dayBefore = addDays(shanghaiDay(entries.find(({ kind }) => kind === 'incident')!.occurredAt), -1);
  const { card } = await ask<{ card: { status: string; openHazards: { grave: number } } }>(
    `/facilities/${sinkingFacility.facilityId}?asOfTrue=${dayBefore}`,
  );
  expect(card.status).toBe('filed');
  expect(card.openHazards.grave).toBeGreaterThanOrEqual(1);
});

test('the two departments that contradict each other stand side by side on the card', async () => {
  const { facilityId, cases } = storylines.contradiction;
  const { card } = await ask<{
    card: { contradictions: { departments: string[]; inspectionIds: string[] }[] };
  }>(`/facilities/${facilityId}`);
  expect(
    card.contradictions.some(({ inspectionIds }) => cases!.every((one) => inspectionIds.includes(one))),
  ).toBe(true);
});

test('records that came late stand in the timeline with both times', async () => {
  const here = facilities.filter(({ region }) => region === '371322');
  const timelines = await Promise.all(here.map(({ registration }) => wholeTimeline(registration.facilityId)));
  const late = timelines
    .flat()
    .filter(
      ({ department, occurredAt, recordedAt }) =>
        department === 'PSB' &&
        occurredAt > addDays(until, -400) &&
        addDays(shanghaiDay(occurredAt), 20) < shanghaiDay(recordedAt),
    );
  expect(late.length).toBeGreaterThan(5);
  expect(new Set(late.map(({ recordedAt }) => recordedAt)).size).toBe(1);
});

test('education is silent, and the start page says so', async () => {
  const { silent } = await ask<{ silent: { department: string }[] }>('/figures');
  expect(silent.map(({ department }) => department)).toContain('EDU');
});

test('an unregistered home shows as unregistered', async () => {
  const { card } = await ask<{ card: { status: string; name: string | null } }>(
    `/facilities/${storylines.unregisteredHome.facilityId}`,
  );
  expect(card.name).toBeNull();
});

test('the rejections page is alive, with one alarm', async () => {
  const { items } = await ask<{ items: { alarm: boolean; state: string }[] }>('/intake/rejections?limit=50');
  expect(items.length).toBeGreaterThanOrEqual(10);
  expect(items.filter(({ alarm }) => alarm)).toHaveLength(1);
});

interface Owed {
  readonly kind: 'inspection' | 'recheck' | 'answer';
  readonly caseId: string;
  readonly state: 'done' | 'late' | 'open' | 'missing';
  readonly daysLate: number | null;
  readonly carriedFrom: string | null;
  readonly passedTo: string | null;
}

test('the late official: ten inspections late, two never made, and the four made in time beside them', async () => {
  const { lateOfficial } = storylines;
  const { owed } = await ask<{ owed: Owed[] }>(`/officials/${lateOfficial.officialId}/record`);
  const assigned = owed.filter(
    ({ kind, caseId }) => kind === 'inspection' && lateOfficial.cases!.includes(caseId),
  );
  const states = (state: Owed['state']) => assigned.filter((one) => one.state === state);
  expect([states('late').length, states('missing').length, states('done').length]).toEqual([10, 2, 4]);
  expect(states('late').every(({ daysLate }) => daysLate! >= 5)).toBe(true);
});

test('the post that changed hands: what was owed went with it, and both records show it', async () => {
  const { officialId, cases } = storylines.postThatChangedHands;
  const rechecks = async (official: string) =>
    (await ask<{ owed: Owed[] }>(`/officials/${official}/record`)).owed.filter(
      ({ kind, caseId }) =>
        kind === 'recheck' && cases!.some((one) => caseId.startsWith(one.replace('insp', 'haz'))),
    );
  const followed = await rechecks(officialId!);
  expect(followed.map(({ state }) => state).sort()).toEqual(['late', 'missing']);
  const [before] = new Set(followed.map(({ carriedFrom }) => carriedFrom));
  expect((await rechecks(before!)).map(({ passedTo }) => passedTo)).toEqual([officialId, officialId]);
});

const tokens = new Map<string, string>();
figuresOpenTheirLists(() => async <T>(account: string, path: string) => {
  const bearer = tokens.get(account) ?? (await running.tokenFor(account));
  tokens.set(account, bearer);
  const answer = await fetch(`${running.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${bearer}` },
  });
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as T;
});
