import { demoAccounts } from '#authority';
import { contractBook } from '#contracts';
import { FacilityRegions, Intake, Rejections, type IntakeResult, type Sender } from '#intake';
import {
  derivedId,
  eventIdOf,
  PostgresEventStore,
  reactionsTo,
  Refused,
  type EventStore,
  type PolicyEntry,
  type Scribe,
} from '#kernel';
import type { Pool } from 'pg';
import { cityOf, type CitySeed } from './city.js';
import { speak } from './spoken-act.js';
import { CITY_ID, stepsOf, type Sending, type Spoken, type Step } from './steps.js';
import { StoreOfThatDay } from './store-of-that-day.adapter.js';

/** What the city is told onto: one database, with everything migrated. */
export interface CityGround {
  readonly databaseUrl: string;
  readonly pool: Pool;
  readonly scribe: Scribe;
  /** The policies of the house over a store: they answer on the day of the fact, not on the day of loading. */
  readonly policies: (desk: { store: EventStore; scribe: Scribe }) => readonly PolicyEntry[];
  /** How far it is, from 0 to 1. */
  readonly onProgress?: (part: number) => void;
}

/** `loaded`: now, or the rest of it now. `stood-already`: nothing was done. `not-empty`: other facts were there first. */
export interface CityLoad {
  readonly outcome: 'loaded' | 'stood-already' | 'not-empty';
  readonly city?: CitySeed;
  readonly recorded: number;
  readonly turnedAway: number;
}

/** The city said something that the platform did not take: a defect of the city, never of the platform. */
export class CityMisspoke extends Error {
  override readonly name = 'CityMisspoke';
}

/**
 * Tells the city through the platform's own doors: the intake for departments' systems, commands for officers. An interrupted
 * load goes on where it stopped, also on another day: the log itself says which city was begun.
 */
export async function loadCity(ground: CityGround, wish: CitySeed): Promise<CityLoad> {
  const store = new PostgresEventStore(ground.databaseUrl, { allowRecordedAt: true });
  try {
    const begun = await cityBegunIn(store);
    if (begun === 'another') return { outcome: 'not-empty', recorded: 0, turnedAway: 0 };
    const city = begun ?? wish;
    const steps = stepsOf(cityOf(city));
    const from = begun === undefined ? 0 : await firstUntold(store, steps);
    const untold = steps.slice(from);
    if (!untold.some(isLasting)) return { outcome: 'stood-already', city, recorded: 0, turnedAway: 0 };
    const telling = new Telling(ground, store);
    for (const [number, step] of untold.entries()) {
      await telling.tell(step);
      if (number % 50 === 0) ground.onProgress?.((from + number) / steps.length);
    }
    return { outcome: 'loaded', city, recorded: telling.recorded, turnedAway: telling.turnedAway };
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

/** Steps follow one another: the newest one that was begun is found by halving, and told again to be whole. */
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

/** One telling: the doors of the platform, opened on the day of each step. */
class Telling {
  recorded = 0;
  turnedAway = 0;
  private readonly store: StoreOfThatDay;
  private readonly intake: Intake;
  private readonly policies: readonly PolicyEntry[];

  constructor(
    private readonly ground: CityGround,
    store: EventStore,
  ) {
    this.store = new StoreOfThatDay(store);
    const { pool, scribe } = ground;
    this.intake = new Intake({
      ...{ store: this.store, scribe, now: () => this.store.now },
      ...{ facilities: new FacilityRegions(pool), rejections: new Rejections(pool) },
    });
    this.policies = ground.policies({ store: this.store, scribe });
  }

  async tell(step: Step): Promise<void> {
    this.store.turnTo(step.recordedAt);
    if (step.door === 'intake') this.check(step, await this.send(step));
    else await this.say(step);
    await this.answer();
  }

  private send({ by, cloudEvents }: Sending): Promise<IntakeResult[]> {
    const records = cloudEvents.map((cloudEvent) => ({
      bytes: Buffer.from(JSON.stringify(cloudEvent)),
    }));
    return this.intake.receive(records, senderCalled(by), 'http');
  }

  private check({ code }: Sending, results: readonly IntakeResult[]): void {
    for (const result of results) {
      const taken = result.outcome === 'recorded' || result.outcome === 'duplicate';
      if (taken ? code !== undefined : result.problem?.code !== code)
        throw new CityMisspoke(JSON.stringify(result));
      if (result.outcome === 'recorded') this.recorded += 1;
      if (code !== undefined) this.turnedAway += 1;
    }
  }

  private async say(step: Spoken): Promise<void> {
    try {
      await speak(step, senderCalled(step.by), { store: this.store, scribe: this.ground.scribe });
      this.recorded += 1;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, facts } = error.refusal;
      throw new CityMisspoke(`${step.id} ${step.fact.event.type}: ${code} ${JSON.stringify(facts)}`);
    }
  }

  /** The policies' answers become known with the facts that caused them; the runner finds them said already. */
  private async answer(): Promise<void> {
    for (const recorded of this.store.takeWritten())
      for (const { policy, dispatch } of this.policies)
        for (const { command, authored } of reactionsTo(policy, recorded)) await dispatch(command, authored);
    this.store.takeWritten();
  }
}

function senderCalled(account: string): Sender {
  const caller = demoAccounts.find((one) => one.account === account);
  if (caller === undefined) throw new CityMisspoke(`no demo account ${account}`);
  return caller;
}
