import {
  ContractBook,
  event,
  type EventContract,
  table,
  type Append,
  type AppendOutcome,
  type DomainEvent,
  type EventStore,
  type ProjectionEntry,
  type Recorded,
} from '#kernel';
import { randomInt, randomUUID } from 'node:crypto';
import Type from 'typebox';

/** The one thing that is said while servers are killed. */
const Counted = event({
  ...{ type: 'Counted', version: 1, zh: '计数', en: 'Counted', label: 'L1', audience: ['staff'] },
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
  readonly promised: [Append, AppendOutcome][] = [];
  longestSilenceMs = 0;
  unknown = 0;
  private lastAnswer = Date.now();
  private serial = 0;

  constructor(
    private readonly store: EventStore,
    private readonly writing: () => boolean,
  ) {}

  async run(writers: number): Promise<void> {
    this.lastAnswer = Date.now();
    await Promise.all(Array.from({ length: writers }, (_, writer) => this.write(writer)));
  }

  private async write(writer: number): Promise<void> {
    while (this.writing()) {
      const append = this.append(randomInt(3) === 0 ? `hot-${writer % 3}` : `tally-${randomUUID()}`);
      try {
        this.promised.push([append, await this.store.append(append)]);
      } catch {
        this.unknown += 1;
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
