import { ComplaintAnswered, ComplaintReceived, type Department, type PublishedEvent } from '#contracts';
import type { DataOf } from '#kernel';
import { addDays, addWorkingDays } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import type { Facility } from './facility-roll.js';
import type { NameGiver } from './name-giver.js';
import { grievances } from './name.words.js';

type Topic = DataOf<PublishedEvent, 'ComplaintReceived'>['topic'];
type Result = DataOf<PublishedEvent, 'ComplaintAnswered'>['result'];

/**
 * Who handles what (handbook §3.4): harm to the police, fire to fire, food and fees to the market, care to
 * health.
 */
export const competent: Record<Topic, Department> = {
  care: 'HC',
  health: 'HC',
  food: 'MSA',
  fees: 'MSA',
  fire: 'FIRE',
  security: 'PSB',
  abuse: 'PSB',
  other: 'HC',
} as const;
const usualTopics: readonly Topic[] = [
  'care',
  'care',
  'food',
  'food',
  'fees',
  'fees',
  'fire',
  'security',
  'health',
  'other',
];

export interface Grievance {
  readonly facility: Facility;
  readonly topic: Topic;
  readonly day: string;
  readonly complainant?: string;
  readonly result?: Result;
  /** Working days until the answer; the hotline allows five. Absent: within them. */
  readonly answeredAfter?: number;
}

/** A complaint and its answer. */
export function complain(desk: CityDesk, told: Grievance): string {
  const {
    facility,
    topic,
    day,
    complainant,
    result = 'founded',
    answeredAfter = desk.dice.between(1, 5),
  } = told;
  const { facilityId } = facility.registration;
  const department = competent[topic];
  const complaintId = `comp-${facilityId.slice(2)}-${day.replaceAll('-', '')}-${topic}`;
  const about = { complaintId, facilityId, department };
  const received = ComplaintReceived({
    ...about,
    channel: desk.dice.pick([
      'hotline-12345',
      'hotline-12345',
      'hotline-12345',
      'online',
      'letter',
      'department',
    ]),
    topic,
    receivedOn: day,
    answerBy: addWorkingDays(day, 5),
    assignee: desk.roster.pair(department, facility.region, day)[0],
    ...(complainant ? { complainant } : {}),
    words: desk.dice.pick(grievances[topic]),
  });
  desk.record(received, facility, { day, at: desk.dice.between(8 * 60, 17 * 60 + 20) });
  const answeredOn = addWorkingDays(day, answeredAfter);
  const answeredBy = desk.roster.pair(department, facility.region, answeredOn)[0];
  const answer = ComplaintAnswered({ ...about, answeredOn, result, answeredBy });
  desk.record(answer, facility, { day: answeredOn, at: desk.dice.between(9 * 60, 17 * 60) });
  return complaintId;
}

/** The usual murmur: some complaints a facility, more where it is run badly; most answered in time. */
export function publicVoice(desk: CityDesk, facility: Facility, names: NameGiver): void {
  const { facilityId, registeredOn } = facility.registration;
  const own = desk.apart(`voice/${facilityId}`);
  const { dice, chronicle } = own;
  const many = { exemplary: [0, 1, 2], ordinary: [1, 2, 4], careless: [3, 4, 6] }[facility.temper];
  const days = new Set<string>();
  for (let left = dice.pick(many); left > 0; left -= 1) {
    const day = addDays(chronicle.since, dice.between(10, 545));
    const late = dice.inHundred(8) ? { answeredAfter: dice.between(7, 18) } : {};
    const result = dice.pick(['founded', 'founded', 'unfounded', 'not-competent'] as const);
    const topic = dice.pick(usualTopics);
    const complainant = dice.inHundred(65) ? { complainant: names.person() } : {};
    if (day < addDays(registeredOn, 30) || days.has(day) || day >= (facility.closedOn ?? '9999')) continue;
    days.add(day);
    complain(own, { facility, topic, day, result, ...complainant, ...late });
  }
}
