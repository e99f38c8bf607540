import { CITY, contractBook, regions } from '#contracts';
import { isWorkingDay, shanghaiDay } from '#rulebook';
import { createHash } from 'node:crypto';
import { cityOf, stepsOf, type Fact } from './index.js';

const seed = { seed: 'linyi', until: '2026-11-20' };
const city = cityOf(seed);
const { facts, facilities, posts } = city;
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const how = (test: (fact: Fact) => boolean) => facts.filter(test).length;
const said = (type: Fact['event']['type']) => facts.filter(({ event }) => event.type === type);

describe('the demonstration city of one seed', () => {
  test('is the same on every machine, in every time zone, on every Node version', () =>
    expect(digest(stepsOf(city))).toBe('662eb549ec6c0fa943dac0aae47238a512c96a84e0948483369c8ef25b04cb13'));

  test('is another one with another seed', () =>
    expect(digest(cityOf({ ...seed, seed: 'other' }).facts)).not.toBe(digest(facts)));

  test.each(['2027-03-01', '2026-10-03', '2028-02-29'])('ends on %s when it is asked to', (until) => {
    const other = cityOf({ ...seed, until });
    expect(other.facts.length).toBeGreaterThan(4500);
    expect(stepsOf(other).every(({ recordedAt }) => shanghaiDay(recordedAt) < until)).toBe(true);
  });
});

describe('everything it says', () => {
  test('is admitted by its contract', () =>
    expect(
      facts.flatMap(({ event }) =>
        contractBook
          .get(event.type)
          .faults(event.data)
          .map((fault) => [event, fault]),
      ),
    ).toEqual([]));

  test('became known in the order it is told, and never before it happened', () => {
    expect(facts.filter((fact, i) => i > 0 && fact.recordedAt < facts[i - 1]!.recordedAt)).toEqual([]);
    expect(facts.filter(({ occurredAt, recordedAt }) => occurredAt > recordedAt)).toEqual([]);
  });

  test('is said by the department that the event names', () =>
    expect(
      facts.filter(
        ({ event, department }) => 'department' in event.data && event.data.department !== department,
      ),
    ).toEqual([]));

  test('holds persons only where the contract declares them', () => {
    const persons = new Set([
      ...posts.flatMap(({ tenures }) => tenures.map(({ name }) => name)),
      ...facilities.flatMap(({ registration }) => registration.personInCharge ?? []),
    ]);
    const loose = facts.filter(({ event }) => {
      const declared = new Set<string>(contractBook.get(event.type).personal.map(({ field }) => field));
      return Object.entries(event.data).some(
        ([field, value]) => !declared.has(field) && typeof value === 'string' && persons.has(value),
      );
    });
    expect(loose).toEqual([]);
  });

  test('has running document numbers without a placeholder left', () =>
    expect(facts.filter(({ event }) => JSON.stringify(event.data).includes('{n}'))).toEqual([]));
});

describe('it is large and various enough', () => {
  test('4,000 events and more, of all departments asked for', () => {
    expect(facts.length).toBeGreaterThanOrEqual(5000);
    expect(facts.length).toBeLessThan(6500);
    const busy = ['FIRE', 'MSA', 'PSB', 'HC', 'ASB', 'EDU', 'EMB', 'CAB'] as const;
    expect(busy.filter((code) => how(({ department }) => department === code) < 60)).toEqual([]);
  });

  test('60 facilities and more, in all 15 regions and all six forms', () => {
    expect(facilities.length).toBeGreaterThanOrEqual(60);
    expect(new Set(facilities.map(({ region }) => region)).size).toBe(15);
    expect(new Set(facilities.map(({ registration }) => registration.form)).size).toBe(6);
  });

  test('40 officials and more; every region has its four desks and its government', () => {
    expect(
      new Set(said('PostAssumed').map(({ event }) => 'officialId' in event.data && event.data.officialId))
        .size,
    ).toBeGreaterThanOrEqual(40);
    expect(said('PostLeft').length).toBeGreaterThanOrEqual(15);
    for (const region of Object.keys(regions).filter((code) => code !== CITY)) {
      const here = posts.filter((post) => post.region === region).map(({ department }) => department);
      expect(here).toEqual(
        expect.arrayContaining(['FIRE', 'MSA', 'PSB', 'HC', region >= '371371' ? 'DZ' : 'GOV']),
      );
    }
  });

  test('200 acts and more are said at our own screens', () =>
    expect(how(({ byHand }) => byHand)).toBeGreaterThanOrEqual(200));

  test('every kind of event that departments send occurs, but revocations', () => {
    const missing = contractBook.contracts
      .map(({ type }) => type)
      .filter((type) => !facts.some(({ event }) => event.type === type));
    expect(missing.sort()).toEqual(['PenaltyRevoked', 'RectificationOpened']);
  });

  test('offices are closed on holidays: nobody inspects', () =>
    expect(
      said('InspectionOpened').filter(({ occurredAt }) => !isWorkingDay(shanghaiDay(occurredAt))),
    ).toEqual([]));

  test('today has questions: orders run out this week, inspections are due', () => {
    const soon = (day: string) => day >= '2026-11-18' && day <= '2026-11-27';
    expect(
      said('RectificationOrdered').filter(({ event }) => 'dueOn' in event.data && soon(event.data.dueOn))
        .length,
    ).toBeGreaterThanOrEqual(2);
    expect(
      said('InspectionAssigned').filter(
        ({ event }) => 'dueOn' in event.data && event.data.dueOn >= '2026-11-20',
      ).length,
    ).toBeGreaterThanOrEqual(3);
  });
});

test('no two facilities and no two persons share a name', () => {
  const names = [
    ...facilities.map(({ registration }) => registration.name),
    ...posts.flatMap(({ tenures }) => tenures.map(({ name }) => name)),
    ...facilities.flatMap(({ registration }) => registration.personInCharge ?? []),
    ...said('ComplaintReceived').flatMap(({ event }) =>
      'complainant' in event.data ? (event.data.complainant ?? []) : [],
    ),
  ];
  expect(names.length - new Set(names).size).toBe(0);
});
