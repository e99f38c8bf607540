import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventStoreDbGround, postgresIndexes } from './eventstoredb-ground.specification.js';
import { IdFilter, KnownIds } from './eventstoredb-id-filter.js';
import { newAppend, newEvent, newStream } from './store-samples.specification.js';

const ids = (count: number) => Array.from({ length: count }, () => randomUUID() as string);

describe('the filter of known ids', () => {
  test('never calls a known id new, and rarely a new one known', () => {
    const filter = new IdFilter(20_000);
    const [known, fresh] = [ids(20_000), ids(20_000)];
    for (const id of known) filter.add(id);
    expect(known.every((id) => filter.mayHold(id))).toBe(true);
    expect(fresh.filter((id) => filter.mayHold(id)).length).toBeLessThan(100);
  });

  test('says nothing until it has read everything, and again when it has become too small', async () => {
    const log = ids(25);
    const known = new KnownIds(async (after) => {
      const eventIds = log.slice(Number(after), Number(after) + 10);
      const upTo = after + BigInt(eventIds.length);
      return { eventIds, upTo, more: upTo < log.length };
    }, 30);
    expect(known.surelyNew(ids(1))).toBe(false); // nothing is read yet
    await sleep(20);
    expect(known.upTo).toBe(25n);
    expect(log.some((id) => known.surelyNew([id]))).toBe(false);
    log.push(...ids(40));
    for (let tries = 0; known.upTo !== 65n && tries < 100; tries += 1) await sleep(20);
    expect(log.some((id) => known.surelyNew([id]))).toBe(false);
    known.close();
    expect(known.surelyNew(ids(1))).toBe(false);
  });

  test('saves the question and not the answer: duplicates and conflicts are found as ever', async () => {
    const ground = await eventStoreDbGround({}, postgresIndexes);
    const appends = Array.from({ length: 30 }, (_, i) =>
      newAppend(i % 3 ? newStream() : 'hot', { events: [newEvent(), newEvent()] }),
    );
    const first = [];
    for (const append of appends) first.push(await ground.store.append(append));
    await ground.store.readSubject('facility:F-1');
    const late = await ground.open(); // another process, whose filter has to learn everything
    await late.append(newAppend(newStream()));
    await sleep(400);
    for (const [i, append] of appends.entries()) {
      expect(await late.append(append)).toEqual({ ...first[i], outcome: 'duplicate' });
      const moved = { ...append, stream: newStream(), expected: 'none' as const };
      expect(await late.append(moved)).toMatchObject({ outcome: 'id-conflict' });
      const other = { ...append, events: [{ ...append.events[0]!, body: '{}' }, append.events[1]!] };
      expect(await late.append(other)).toMatchObject({ outcome: 'id-conflict' });
    }
    expect(await late.append(newAppend('hot'))).toMatchObject({ outcome: 'ok', revision: 20 });
    await ground.close();
  });
});
