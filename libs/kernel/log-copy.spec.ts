import { randomUUID } from 'node:crypto';
import { eventStoreDbGround, type EventStoreDbGround } from './eventstoredb-ground.specification.js';
import { CopyRefused, copyLog, digestOf, heldAlready, LogSource, type WrittenEvent } from './log-copy.js';
import { PostgresLogSource } from './postgres-log-source.js';
import { postgresGround, type PostgresGround } from './store-ground.specification.js';
import { newAppend, newEvent } from './store-samples.specification.js';

const EVENTS = 2_400;
const instant = (i: number) =>
  `2024-05-06T${String(i % 24).padStart(2, '0')}:00:00.${String((i * 7_919) % 1_000_000).padStart(6, '0')}Z`;

/** A log as departments leave it behind: hot streams and short ones, several events at once, odd texts. */
async function tell({ store }: PostgresGround): Promise<void> {
  for (let i = 0; i < EVENTS;) {
    const count = Math.min(1 + ((i * 7) % 5), EVENTS - i);
    const events = Array.from({ length: count }, () => {
      i += 1;
      const body = JSON.stringify({ i, big: '12345678901234567890', text: 'e\u0301😀\u2028 "\\' }).replace(
        '"i"',
        ' "i"', // a space that a parser would lose
      );
      return newEvent({ body, occurredAt: instant(i), type: `Type${i % 5}`, version: 1 + (i % 2) });
    });
    const stream = i % 4 ? `hot-${i % 7}` : `case-${randomUUID()}`;
    const recordedAt = `2024-05-07T00:00:00.${String(i * 10).padStart(6, '0')}Z`;
    await store.append(newAppend(stream, { events, recordedAt }));
  }
}

/** The log as somebody would have it who had his hand in it. */
class Forged extends LogSource {
  constructor(
    private readonly source: LogSource,
    private readonly forge: (event: WrittenEvent) => WrittenEvent,
  ) {
    super();
  }
  async *pages(after: bigint) {
    for await (const page of this.source.pages(after)) yield page.map(this.forge);
  }
  newest = () => this.source.newest();
  positionOf = (eventId: string) => this.source.positionOf(eventId);
  close = async () => {};
}

describe('the log, copied from PostgreSQL to EventStoreDB and back', () => {
  let home: PostgresGround;
  let away: EventStoreDbGround;
  let back: PostgresGround;
  const sources: LogSource[] = [];
  const inPostgres = ({ url }: PostgresGround) => keep(new PostgresLogSource(url));
  const inEventStoreDb = () => keep(away.logSource());
  const keep = <Source extends LogSource>(source: Source) => {
    sources.push(source);
    return source;
  };
  beforeAll(async () => {
    home = await postgresGround({ allowRecordedAt: true });
    await tell(home);
    away = await eventStoreDbGround({ allowRecordedAt: true });
    back = await postgresGround({ allowRecordedAt: true });
  }, 120_000);
  afterAll(async () => {
    await Promise.all(sources.map((source) => source.close()));
    await Promise.all([home.close(), away.close(), back.close()]);
  });

  test('goes on where it was stopped, and is the same to the byte', async () => {
    const [source, arrived] = [inPostgres(home), inEventStoreDb()];
    const half = new Forged(source, (event) => event);
    half.pages = async function* (after: bigint) {
      for await (const page of source.pages(after)) {
        yield page.slice(0, 500);
        throw new Error('the power went');
      }
    };
    await expect(copyLog({ source: half, target: away.store, after: 0n })).rejects.toThrow('the power went');
    const after = await heldAlready(source, arrived);
    expect(after).toBe(500n);
    expect(await copyLog({ source, target: away.store, after })).toBe(EVENTS - 500);
    expect(await digestOf(arrived)).toEqual(await digestOf(source));
    expect((await digestOf(arrived)).events).toBe(EVENTS);
  }, 120_000);

  test('and home again: ids, order per stream, times and bytes', async () => {
    const [source, arrived] = [inEventStoreDb(), inPostgres(back)];
    await copyLog({ source, target: back.store, after: 0n });
    expect(await digestOf(arrived)).toEqual(await digestOf(inPostgres(home)));
    expect(await heldAlready(source, arrived)).toBe(await away.store.head());
  }, 120_000);

  test('refuses a target that holds something else', async () => {
    const elsewhere = await eventStoreDbGround();
    await elsewhere.store.append(newAppend('case-1'));
    const other = keep(elsewhere.logSource());
    await expect(heldAlready(inPostgres(home), other)).rejects.toThrow(CopyRefused);
    await elsewhere.close();
  });

  const forgeries: [string, (event: WrittenEvent) => WrittenEvent][] = [
    ['a byte of a body', (event) => ({ ...event, body: event.body.replace('"i"', '"j"') })],
    ['an id', (event) => ({ ...event, eventId: randomUUID() })],
    ['when it became known', (event) => ({ ...event, recordedAt: '2024-05-07T00:00:00Z' })],
    ['when it happened', (event) => ({ ...event, occurredAt: '2024-05-07T00:00:00Z' })],
    ['whose word it is', (event) => ({ ...event, meta: { ...event.meta, department: 'MSA' } })],
    ['the place in its stream', (event) => ({ ...event, revision: event.revision + 1 })],
  ];
  test.each(forgeries)('a digest notices %s of one event', async (_, forge) => {
    const source = inPostgres(home);
    const forged = new Forged(source, (event) => (event.position === 1_234n ? forge(event) : event));
    const [was, is] = [await digestOf(source), await digestOf(forged)];
    expect(is.content).not.toBe(was.content);
    expect(is.order).not.toBe(was.order);
  });
});
