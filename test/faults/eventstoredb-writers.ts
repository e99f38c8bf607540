import {
  ContractBook,
  event,
  type EventContract,
  table,
  type Append,
  type DomainEvent,
  type EventStore,
  type ProjectionEntry,
  type Recorded,
} from '#kernel';
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Type from 'typebox';
import type { Promised } from './eventstoredb-proof.js';

/** The one thing that is said while servers are killed. */
const Counted = event({
  type: 'Counted',
  version: 1,
  zh: '计数',
  en: 'Counted',
  label: 'L1',
  audience: ['staff'],
  data: { tally: Type.String(), serial: Type.Integer() },
  stream: ({ tally }) => tally,
  subjects: ({ tally }) => [`tally:${tally}`],
});
export const book = new ContractBook([Counted as unknown as EventContract]);

type CountedEvent = DomainEvent<'Counted', { tally: string; serial: number }>;
interface Sighting {
  readonly eventId: string;
  readonly times: number;
}
/** A row an event, which counts how often the event was applied. */
export const sightings: ProjectionEntry = {
  projection: {
    name: 'sightings',
    version: 1,
    partitions: ({ event: { data } }: Recorded<CountedEvent>) => [data.tally],
    rules: {
      Counted: (_: unknown, { eventId }: Recorded<CountedEvent>) => [
        { fold: eventId, from: (row?: Sighting) => ({ eventId, times: (row?.times ?? 0) + 1 }) },
      ],
    },
  },
  table: table<Sighting>({ columns: { eventId: 'text', times: 'int' }, indexes: [], history: false }),
  shards: 2,
} as unknown as ProjectionEntry;

/** Writers without end, what they were promised, and how long nobody was answered. */
export class Writers {
  readonly promised: Promised[] = [];
  longestSilenceMs = 0;
  unknown = 0;
  lastFailure = '';
  private lastAnswer = Date.now();
  private serial = 0;

  constructor(
    private readonly store: EventStore,
    private readonly writing: () => boolean,
  ) {}

  /** How it stands, in a line. The silence that still lasts counts. */
  get told(): string {
    const silenceMs = Math.max(this.longestSilenceMs, Date.now() - this.lastAnswer);
    const failure = this.lastFailure && `, last failure: ${this.lastFailure}`;
    return `${this.promised.length} appends acknowledged, ${this.unknown} unknown, longest silence ${silenceMs} ms${failure}`;
  }

  async run(writers: number): Promise<void> {
    this.lastAnswer = Date.now();
    await Promise.all(Array.from({ length: writers }, (_, writer) => this.write(writer)));
  }

  private async write(writer: number): Promise<void> {
    while (this.writing()) {
      const append = this.append(randomInt(3) === 0 ? `hot-${writer % 3}` : `tally-${randomUUID()}`);
      try {
        const answer = await this.store.append(append);
        const eventIds = append.events.map(({ eventId }) => eventId);
        this.promised.push({ stream: append.stream, eventIds, answer });
      } catch (error) {
        this.unknown += 1;
        this.lastFailure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        await sleep(100);
        continue;
      }
      this.longestSilenceMs = Math.max(this.longestSilenceMs, Date.now() - this.lastAnswer);
      this.lastAnswer = Date.now();
    }
  }

  private append(tally: string): Append {
    const meta = { actor: 'writer', department: 'FIRE', region: '371302' };
    const events = Array.from({ length: 1 + randomInt(3) }, () => {
      this.serial += 1;
      const body = JSON.stringify({ tally, serial: this.serial });
      const occurredAt = new Date().toISOString();
      const subjects = [`tally:${tally}`];
      return { eventId: randomUUID(), type: 'Counted', version: 1, body, occurredAt, subjects, meta };
    });
    return { stream: tally, expected: 'any', events };
  }
}
