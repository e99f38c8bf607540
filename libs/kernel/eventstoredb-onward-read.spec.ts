import { jest } from '@jest/globals';
import { startStandIn, type StandIn } from '../../test/support/eventstoredb/stand-in.mjs';
import type { Recorded } from './event.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { MemoryEventIndex } from './eventstoredb-memory-index.js';
import { PagesAhead } from './eventstoredb-pages-ahead.js';
import type { ReadOn } from './eventstoredb-onward-read.js';
import type { Flow } from './eventstoredb-read-call.js';
import { newAppend, newEvent } from './store-samples.specification.js';

const LIMIT = 10;
const eventAt = (position: number) => ({ position: BigInt(position) }) as Recorded;

/** A log of so many events at the positions 1, 2, 3 …, which fails one who reads on behind `failsAt`. */
function logOf(length: number, failsAt = Infinity) {
  const asked = { pages: 0, onward: 0, sent: 0, left: 0 };
  const read = (after: bigint, limit: number) => {
    asked.pages += 1;
    const from = Number(after) + 1;
    const count = Math.max(0, Math.min(limit, length - Number(after)));
    const events = Array.from({ length: count }, (_, i) => eventAt(from + i));
    return Promise.resolve({ events, next: after + BigInt(count) });
  };
  const readOn: ReadOn = async (after, take) => {
    asked.onward += 1;
    let [goOn, left] = [() => {}, false];
    let held: Promise<void> | undefined;
    const flow: Flow = {
      pause: () => void (held ??= new Promise((resume) => (goOn = resume))),
      resume: () => {
        held = undefined;
        goOn();
      },
      leave: () => {
        asked.left += 1;
        left = true;
        goOn();
      },
    };
    for (let at = Number(after) + 1; at <= length && !left; at += 1) {
      if (at > failsAt) throw new Error('the server is away');
      asked.sent += 1;
      take(eventAt(at), flow);
      await held;
      await Promise.resolve();
    }
  };
  return { pages: new PagesAhead(read, readOn), asked };
}

/** Positions of everything that is read from a place on, page by page. */
async function readingOn(pages: PagesAhead, from: number, most = Infinity): Promise<number[]> {
  const seen: number[] = [];
  for (let after = BigInt(from), n = 0; n < most; n += 1) {
    const page = await pages.page(after, LIMIT);
    seen.push(...page.events.map(({ position }) => Number(position)));
    if (page.events.length < LIMIT) break;
    after = page.next;
  }
  return seen;
}
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('whoever reads on is read ahead for, in one call', () => {
  test('the third page and all behind it come from one read', async () => {
    const { pages, asked } = logOf(205);
    expect(await readingOn(pages, 0)).toEqual(numbers(1, 205));
    expect(asked).toMatchObject({ pages: 3, onward: 1 }); // the first two, and the end, which was not full
  });

  test('the read is held back while nobody comes, and left when nobody has come for long', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const { pages, asked } = logOf(1_000);
    await readingOn(pages, 0, 3);
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(asked.sent).toBe(50); // one page was taken, four lie ready
    jest.advanceTimersByTime(6_000);
    expect(asked.left).toBe(1);
    expect(await readingOn(pages, 30, 2)).toEqual(numbers(31, 50));
    jest.useRealTimers();
  });

  test('where the read breaks off, nothing is missing and nothing comes twice', async () => {
    const { pages, asked } = logOf(205, 95);
    expect(await readingOn(pages, 0)).toEqual(numbers(1, 205));
    expect(asked.onward).toBeGreaterThan(1);
  });

  test('two who read in different places do not disturb each other', async () => {
    const { pages, asked } = logOf(405);
    const [one, other] = await Promise.all([readingOn(pages, 0), readingOn(pages, 200)]);
    expect(one).toEqual(numbers(1, 405));
    expect(other).toEqual(numbers(201, 405));
    expect(asked.onward).toBe(2);
  });
});

test('a server that dies in the middle of a long read: every event once, in order', async () => {
  let standIn: StandIn = await startStandIn();
  const index = new MemoryEventIndex();
  const store = await EventStoreDbEventStore.open(standIn.url, { index, callMs: 1_000 });
  const ids: string[] = [];
  for (let i = 0; i < 30; i += 1) {
    const append = newAppend(`case-${i}`, { events: Array.from({ length: 100 }, () => newEvent()) });
    await store.append(append);
    ids.push(...append.events.map(({ eventId }) => eventId));
  }
  const read: string[] = [];
  for (let after = 0n; read.length < ids.length;) {
    const { events, next } = await store.readAll({ after, limit: 50 });
    read.push(...events.map(({ eventId }) => eventId));
    after = next;
    if (read.length !== 500) continue;
    standIn.stop();
    standIn = await startStandIn({ port: standIn.port, log: standIn.log });
  }
  expect(read).toEqual(ids);
  await store.close();
  standIn.stop();
});
