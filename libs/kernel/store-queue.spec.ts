import { newAppend, newEvent, meta } from './store-samples.specification.js';
import { AppendQueue, type Waiting } from './store-queue.js';
import type { Append } from './event-store.port.js';

describe('the queue of appends', () => {
  let queue: AppendQueue;
  beforeEach(() => (queue = new AppendQueue()));

  const add = (stream: string, content: Partial<Append> = {}, bytes = 100): Waiting => {
    const admission = { bytes, instants: [] };
    const waiting = { append: newAppend(stream, content), admission, answer: () => {}, fail: () => {} };
    queue.add(waiting);
    return waiting;
  };
  const by = (department: string) => ({ events: [newEvent({ meta: { ...meta, department } })] });
  const streams = (group: readonly Waiting[]) => group.map(({ append }) => append.stream);

  test('makes a group of all who wait, in their order', () => {
    ['a', 'b', 'c'].forEach((stream) => add(stream));
    expect(streams(queue.take(32))).toEqual(['a', 'b', 'c']);
    expect(queue.length).toBe(0);
    expect(queue.take(32)).toEqual([]);
  });

  test('joins appends of one stream when all take any revision, otherwise they follow one by one', () => {
    add('a');
    add('a');
    add('b', { expected: 0 });
    add('b', { expected: 1 });
    const first = queue.take(32);
    expect(streams(first)).toEqual(['a', 'a', 'b']);
    expect(queue.take(32)).toEqual([]); // b is under way
    queue.release(first);
    expect(streams(queue.take(32))).toEqual(['b']);
  });

  test('never lets a later append of a stream overtake an earlier one', () => {
    add('a', { expected: 0 });
    add('a', { expected: 1 });
    add('a');
    add('b');
    const orders = [];
    for (let group = queue.take(32); group.length > 0; group = queue.take(32)) {
      orders.push(group.map(({ append }) => append.expected));
      queue.release(group);
    }
    expect(orders).toEqual([[0, 'any'], [1], ['any']]);
  });

  test('keeps an event id that stands twice in two groups', () => {
    const events = [newEvent()];
    add('a', { events });
    add('b', { events });
    expect(streams(queue.take(32))).toEqual(['a']);
    expect(streams(queue.take(32))).toEqual(['b']);
  });

  test('keeps different instants of recording in different groups', () => {
    add('a', { recordedAt: '2024-05-06T01:00:00Z' });
    add('b', { recordedAt: '2024-05-06T02:00:00Z' });
    expect(streams(queue.take(32))).toEqual(['a']);
    expect(streams(queue.take(32))).toEqual(['b']);
  });

  test('gives every department its turn, so that a file of one does not delay the others', () => {
    for (let i = 0; i < 100; i += 1) add(`fire-${i}`, by('FIRE'));
    add('market-1', by('MSA'));
    add('market-2', by('MSA'));
    const first = streams(queue.take(4));
    expect(first).toEqual(['fire-0', 'market-1', 'fire-1', 'market-2']);
    add('market-3', by('MSA'));
    expect(streams(queue.take(2))).toContain('market-3');
  });

  test('ends a group before it grows too large, but lets a single large append through', () => {
    const large = 3 * 1024 * 1024;
    add('a', {}, large);
    add('b', {}, large);
    add('c', {}, 2 * large);
    expect(streams(queue.take(32))).toEqual(['a']);
    expect(streams(queue.take(32))).toEqual(['b']);
    expect(streams(queue.take(32))).toEqual(['c']);
  });

  test('forgets nobody', () => {
    const all = new Set(
      Array.from({ length: 500 }, (_, i) => add(`s-${i % 37}`, i % 3 ? {} : { expected: i })),
    );
    let busy: Waiting[] = [];
    while (queue.length > 0) {
      const group = queue.take(16);
      for (const waiting of group) expect(all.delete(waiting)).toBe(true);
      queue.release(busy);
      busy = group;
    }
    expect(all.size).toBe(0);
  });
});
