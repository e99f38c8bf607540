import type { EventStore } from './event-store.port.js';
import { MemoryEventStore } from './memory-event-store.js';
import { LogPages, WINDOW, type LogReader } from './runner-pages.js';
import { newAppend, newEvent } from './store-samples.specification.js';

const WINDOWS = 120;
const END = BigInt(WINDOWS * WINDOW);

/** A store that counts the pages it was asked for. */
async function counted(): Promise<{ store: EventStore; asked: () => number }> {
  const store = new MemoryEventStore();
  for (let i = 0; i < WINDOWS; i += 1)
    await store.append(newAppend(`case-${i}`, { events: Array.from({ length: WINDOW }, () => newEvent()) }));
  let asked = 0;
  const read = store.readAll.bind(store);
  store.readAll = (range) => ((asked += 1), read(range));
  return { store, asked: () => asked };
}

/** Reads on to the end of the log, and says in which windows it was. */
async function goes(pages: LogPages, reader: LogReader, from: number): Promise<void> {
  for (let at = BigInt(from * WINDOW); at < END; at += BigInt(WINDOW)) {
    await pages.readAs(reader, at, WINDOW);
    await new Promise(setImmediate);
  }
  pages.leave(reader);
}

describe('who goes the same way reads each page once', () => {
  test('from one place', async () => {
    const { store, asked } = await counted();
    const pages = new LogPages(store);
    await Promise.all([0, 0, 0].map((from) => goes(pages, { seen: true }, from)));
    expect(asked()).toBe(WINDOWS);
  });

  test('from places apart: the first waits until the last has come', async () => {
    const { store, asked } = await counted();
    const pages = new LogPages(store);
    await Promise.all([60, 0].map((from) => goes(pages, { seen: false }, from)));
    expect(asked()).toBeGreaterThanOrEqual(WINDOWS);
    expect(asked()).toBeLessThan(WINDOWS + 5);
  });

  test('but what is live waits for nobody who is far behind', async () => {
    const { store, asked } = await counted();
    const pages = new LogPages(store);
    let behind = 0;
    const builds = goes(pages, { seen: false }, 0).then(() => (behind = 1));
    await goes(pages, { seen: true }, 60);
    expect(behind).toBe(0);
    await builds;
    expect(asked()).toBeGreaterThan(WINDOWS + 20);
  });
});

test('who stands still is waited for once, not at every window', async () => {
  const { store } = await counted();
  const pages = new LogPages(store);
  await pages.readAs({ seen: false }, 0n, WINDOW);
  const began = performance.now();
  const goesOn = { seen: false };
  await pages.readAs(goesOn, BigInt(20 * WINDOW), WINDOW);
  expect(performance.now() - began).toBeGreaterThan(150);
  await goes(pages, goesOn, 21); // a minute, were it waited for each time: the test's own time would be over
});
