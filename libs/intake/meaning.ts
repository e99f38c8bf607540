import { refuse, type Fault } from '#kernel';
import type { Envelope } from './envelope.js';
import { isRealDay } from './instant.js';
import type { IntakeRefusal } from './intake.refusals.js';

/** What the meaning checks must know beside the record. */
export interface Surroundings {
  readonly now: number;
  /**
   * Where a facility is registered; `undefined` when nobody registered it (its facts are taken all the
   * same).
   */
  readonly standsIn: (facilityId: string) => string | undefined;
}

export interface Nonsense {
  readonly refusal: IntakeRefusal;
  readonly errors?: readonly Fault[];
}

/** Clocks of other systems run ahead a little. */
const AHEAD_MS = 5 * 60_000;
const EARLIEST = '1949-10-01T00:00:00Z';
const EARLIEST_DAY = '1949-10-01';
const LATEST_DAY = '2199-12-31';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Well formed, sent by who may, and yet it cannot be so. */
export function meaningless(envelope: Envelope, { now, standsIn }: Surroundings): Nonsense | undefined {
  const { occurredAt: time, department, region } = envelope;
  const said = envelope.data as Readonly<Record<string, unknown>>;
  if (Date.parse(time) > now + AHEAD_MS)
    return { refusal: refuse('intake/in-the-future', { time }), errors: atTime(time) };
  if (time < EARLIEST)
    return { refusal: refuse('intake/long-past', { time, earliest: EARLIEST }), errors: atTime(time) };
  if ('department' in said && said['department'] !== department)
    return contradiction('department', { said: String(said['department']), department });
  if ('regionCode' in said && said['regionCode'] !== region)
    return contradiction('region', { said: String(said['regionCode']), region });
  const day = strangeDay(said);
  if (day) {
    const errors = [{ ...day, path: `/data${day.path}` }];
    return { refusal: refuse(codeFor(day.message), { date: day.message }), errors };
  }
  const facilityId = said['facilityId'];
  const stands = typeof facilityId === 'string' ? standsIn(facilityId) : undefined;
  if (stands === undefined || stands === region) return undefined;
  return { refusal: refuse('intake/facility-elsewhere', { facilityId: String(facilityId), stands, region }) };
}

const atTime = (time: string) => [{ path: '/time', message: time }];

function contradiction(about: 'department' | 'region', facts: Record<string, string>): Nonsense {
  const path = about === 'department' ? '/data/department' : '/data/regionCode';
  return {
    refusal: refuse(`intake/${about}-contradicts`, facts),
    errors: [{ path, message: facts['said']! }],
  };
}

const isAbsurd = (day: string) => day < EARLIEST_DAY || day > LATEST_DAY;
const codeFor = (day: string) => (isDay(day) ? 'intake/absurd-date' : 'intake/impossible-date');

/** Schemas check the pattern of a day; only the calendar knows that February has no thirtieth. */
const isDay = (text: string): boolean =>
  isRealDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));

/** The first day, wherever it stands in the value, that is none or cannot be meant. */
function strangeDay(value: unknown): Fault | undefined {
  if (typeof value === 'string') {
    const strange = value.length === 10 && DAY.test(value) && (isAbsurd(value) || !isDay(value));
    return strange ? { path: '', message: value } : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name of Object.keys(value)) {
    const fault = strangeDay((value as Record<string, unknown>)[name]);
    if (fault) return { ...fault, path: `/${name}${fault.path}` };
  }
  return undefined;
}
