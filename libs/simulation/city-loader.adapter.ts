import { contractBook } from '#contracts';
import { derivedId, eventIdOf, PostgresEventStore, type EventStore } from '#kernel';
import { cityOf, type CitySeed } from './city.js';
import { CITY_ID, stepsOf, type Spoken, type Step } from './steps.js';
import type { CityGround } from './city-ground.js';
import { Telling } from './telling.js';

/**
 * `loaded`: now, or the rest of it now. `stood-already`: nothing was done. `not-empty`: other facts were
 * there first.
 */
export interface CityLoad {
  readonly outcome: 'loaded' | 'stood-already' | 'not-empty';
  readonly city?: CitySeed;
  readonly recorded: number;
  readonly turnedAway: number;
}

/**
 * Programs that start together on one database load the city one after the other: the second finds it
 * there.
 */
const ONE_AT_A_TIME = 1_732_400_371;

/**
 * Tells the city through the platform's own doors: the intake for departments' systems, commands for
 * officers. An interrupted load goes on where it stopped, also on another day: the log itself says which
 * city was begun.
 */
export async function loadCity(ground: CityGround, wish: CitySeed): Promise<CityLoad> {
  const turn = await ground.pool.connect();
  try {
    await turn.query('select pg_advisory_lock($1)', [ONE_AT_A_TIME]);
    return await tell(ground, wish);
  } finally {
    await turn.query('select pg_advisory_unlock($1)', [ONE_AT_A_TIME]);
    turn.release();
  }
}

async function tell(ground: CityGround, wish: CitySeed): Promise<CityLoad> {
  const store =
    (await ground.openStore?.(true)) ?? new PostgresEventStore(ground.databaseUrl, { allowRecordedAt: true });
  try {
    const begun = await cityBegunIn(store);
    if (begun === 'another') return { outcome: 'not-empty', recorded: 0, turnedAway: 0 };
    const city = begun ?? wish;
    const steps = stepsOf(cityOf(city));
    const from = begun === undefined ? 0 : await firstUntold(store, steps);
    const untold = steps.slice(from);
    if (!untold.some(isLasting)) return { outcome: 'stood-already', city, recorded: 0, turnedAway: 0 };
    const telling = await Telling.begin(ground, store);
    const { recorded, turnedAway } = await telling.tellAll(untold);
    return { outcome: 'loaded', city, recorded, turnedAway };
  } finally {
    await store.close();
  }
}

async function cityBegunIn(store: EventStore): Promise<CitySeed | 'another' | undefined> {
  const { events } = await store.readAll({ after: 0n, limit: 1 });
  if (events.length === 0) return undefined;
  const [, seed, until] = CITY_ID.exec(events[0]!.meta.sourceId ?? '') ?? [];
  return seed !== undefined && until !== undefined ? { seed, until } : 'another';
}

const isLasting = (step: Step) => step.door === 'command' || step.code === undefined;

/** The newest step that was begun is found by halving, and told again to be whole. */
async function firstUntold(store: EventStore, steps: readonly Step[]): Promise<number> {
  const lasting = steps.flatMap((step, at) => (isLasting(step) ? [{ at, events: eventsOf(step) }] : []));
  const known = async (eventId: string) => (await store.find(eventId)) !== undefined;
  let [low, high] = [0, lasting.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (await known(lasting[middle]!.events[0]!)) low = middle + 1;
    else high = middle;
  }
  const newest = lasting[low - 1];
  if (newest === undefined) return 0;
  const whole = (await Promise.all(newest.events.map(known))).every(Boolean);
  return low === lasting.length && whole ? steps.length : newest.at;
}

function eventsOf(step: Step): readonly string[] {
  if (step.door === 'command') return [eventIdOf(step.id, streamOf(step), 0)];
  const records = step.cloudEvents as readonly { source: string; id: string }[];
  return records.map(({ source, id }) => derivedId('intake', source, id));
}

const streamOf = ({ fact: { event } }: Spoken) => contractBook.get(event.type).stream(event.data);
