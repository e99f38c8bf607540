import type { PublishedEvent } from '#contracts';
import type { DataOf } from '#kernel';
import { addDays, addWorkingDays, daysBetween, shanghaiDay } from '#rulebook';
import { cityOf, stepsOf, type Fact, type Sending } from './index.js';

const city = cityOf({ seed: 'linyi', until: '2026-11-20' });
const { storylines } = city;

type Data<T extends PublishedEvent['type']> = DataOf<PublishedEvent, T>;
interface Said<D> extends Fact {
  readonly data: D;
}

function said<T extends PublishedEvent['type']>(type: T, test: (data: Data<T>) => boolean): Said<Data<T>>[] {
  return city.facts.flatMap((fact) => {
    if (fact.event.type !== type) return [];
    const data = fact.event.data as Data<T>;
    return test(data) ? [{ ...fact, data }] : [];
  });
}
const about = (facilityId?: string) => (data: { facilityId?: string }) => data.facilityId === facilityId;

test('a facility sinks: four departments and more warned before the accident, and the exit was found locked three times', () => {
  const { facilityId } = storylines.sinkingFacility;
  const [accident] = said('IncidentReported', about(facilityId));
  expect(accident?.data).toMatchObject({ kind: 'fire', gravity: 'grave', injured: 4 });
  const warnings = said('HazardFound', about(facilityId)).filter(
    (fact) => fact.occurredAt < accident!.occurredAt,
  );
  expect(new Set(warnings.map(({ department }) => department))).toEqual(
    new Set(['HC', 'FIRE', 'PSB', 'MSA', 'EMB']),
  );
  expect(warnings.filter(({ data }) => data.clause === '消防法 §28、§60①(三)')).toHaveLength(3);
  expect(said('MeasureImposed', about(facilityId))).toHaveLength(2);
  expect(said('IncidentGraded', about(facilityId))).toHaveLength(1);
});

test('a facility repairs itself: its last six inspections find nothing, everything before is put right', () => {
  const { facilityId } = storylines.healingFacility;
  const found = said('HazardFound', about(facilityId));
  const verified = said(
    'RectificationVerified',
    (data) => data.facilityId === facilityId && data.outcome === 'rectified',
  );
  const onTheSpot = said(
    'HazardRectified',
    (data) => data.facilityId === facilityId && data.when === 'on-the-spot',
  );
  expect(found).toHaveLength(verified.length + onTheSpot.length);
  const last = said('InspectionClosed', about(facilityId)).slice(-6);
  expect(last.map(({ data }) => data.verdict)).toEqual(Array(6).fill('passed'));
  expect(found.at(-1)!.occurredAt < last[0]!.occurredAt).toBe(true);
});

test('an official inspected late ten times and twice not at all, and four times in time', () => {
  const owed = said(
    'InspectionAssigned',
    ({ assignee }) => assignee.officialId === storylines.lateOfficial.officialId,
  );
  const lateness = owed.map(({ data }) => {
    const done = said('InspectionOpened', ({ inspectionId }) => inspectionId === data.inspectionId)[0];
    return done === undefined ? 'not done' : shanghaiDay(done.occurredAt) > data.dueOn ? 'late' : 'in time';
  });
  const times = (what: string) => lateness.filter((one) => one === what).length;
  expect({ late: times('late'), inTime: times('in time'), notDone: times('not done') }).toEqual({
    late: 10,
    inTime: 4,
    notDone: 2,
  });
});

test('a post changed hands while orders ran out: who signed is not who owed the recheck', () => {
  const { cases, officialId } = storylines.postThatChangedHands;
  const [left] = said('PostLeft', (data) => data.handedOverTo === officialId);
  const orders = said('RectificationOrdered', (data) => data.facilityId.startsWith('F-371323')).filter(
    ({ data }) =>
      cases!.some((inspectionId) => data.hazardId.startsWith(inspectionId.replace('insp', 'haz'))),
  );
  expect(orders).toHaveLength(2);
  for (const { data } of orders) {
    expect(data.signedBy.officialId).toBe(left!.data.officialId);
    expect(data.orderedOn < left!.data.leftOn && left!.data.leftOn < data.dueOn).toBe(true);
    for (const { data: looked } of said(
      'RectificationVerified',
      ({ hazardId }) => hazardId === data.hazardId,
    )) {
      expect(looked.verifier?.officialId).toBe(officialId);
      expect(looked.verifiedOn > addWorkingDays(data.recheckBy, 15)).toBe(true);
    }
  }
});

test('two departments contradict each other: one day, one facility, one passes and one fails', () => {
  const [passed, failed] = storylines.contradiction.cases!.map(
    (inspectionId) => said('InspectionClosed', (data) => data.inspectionId === inspectionId)[0]!,
  );
  expect([passed!.data.verdict, failed!.data.verdict]).toEqual(['passed', 'failed']);
  expect(passed!.department).not.toBe(failed!.department);
  expect(shanghaiDay(passed!.occurredAt)).toBe(shanghaiDay(failed!.occurredAt));
});

test('records arrived late: police facts of Tancheng became known up to nine weeks after they were so', () => {
  const late = city.facts.filter(
    ({ department, occurredAt, recordedAt }) =>
      department === 'PSB' &&
      occurredAt > `${city.since}T` &&
      daysBetween(shanghaiDay(occurredAt), shanghaiDay(recordedAt)) > 20,
  );
  expect(late.length).toBeGreaterThanOrEqual(5);
  expect(new Set(late.map(({ region, recordedAt }) => `${region} ${recordedAt}`)).size).toBe(1);
});

test('one source is silent: education says nothing in its last weeks, and spoke every few weeks before', () => {
  const spoke = city.facts
    .filter(({ department }) => department === 'EDU')
    .map(({ recordedAt }) => shanghaiDay(recordedAt));
  expect(daysBetween(spoke.at(-1)!, city.seed.until)).toBeGreaterThan(28);
  expect(new Set(spoke.filter((day) => day > addDays(spoke.at(-1)!, -120))).size).toBeGreaterThan(10);
});

test('somebody whom nobody registered is found', () => {
  const { facilityId } = storylines.unregisteredHome;
  expect(said('FacilityRegistered', about(facilityId))).toEqual([]);
  expect(said('HazardFound', about(facilityId))).toHaveLength(1);
});

test('bad records are sent too, each with its own mistake, and one number twice with other content', () => {
  const steps = stepsOf(city);
  const sent = steps.filter((step): step is Sending => step.door === 'intake');
  const numbers = new Set(
    sent
      .filter(({ code }) => code === undefined)
      .flatMap(({ cloudEvents }) => cloudEvents.map(({ id }) => id)),
  );
  const spoilt = sent.filter(({ code }) => code !== undefined).flatMap(({ cloudEvents }) => cloudEvents);
  expect(spoilt.length).toBeGreaterThanOrEqual(10);
  expect(spoilt.filter(({ id }) => numbers.has(id))).toHaveLength(1);
});
