import { MemoryEventStore } from '#kernel';
import { newAppend } from '../../libs/kernel/store-samples.specification.js';
import { Acknowledged } from './acknowledged.js';

describe('the proof that a store kept its word', () => {
  const told = async (store: MemoryEventStore) => {
    const acknowledged = new Acknowledged();
    for (const stream of ['case-1', 'case-2', 'case-1']) {
      const append = newAppend(stream);
      acknowledged.note(append, await store.append(append));
    }
    return acknowledged;
  };

  test('holds for a store that kept it', async () => {
    const store = new MemoryEventStore();
    await (await told(store)).prove(store);
  });

  test('notices an event that was acknowledged and is not there', async () => {
    const acknowledged = await told(new MemoryEventStore());
    await expect(acknowledged.prove(new MemoryEventStore())).rejects.toThrow();
  });

  test('notices an event that stands elsewhere than was said', async () => {
    const store = new MemoryEventStore();
    const acknowledged = await told(store);
    const append = newAppend('case-3');
    await store.append(append);
    acknowledged.note(append, { outcome: 'ok', revision: 0, position: 9n });
    await expect(acknowledged.prove(store)).rejects.toThrow();
  });

  test('notices an event that was refused and stands all the same', async () => {
    const store = new MemoryEventStore();
    const acknowledged = await told(store);
    const append = newAppend('case-3');
    await store.append(append);
    acknowledged.note(append, { outcome: 'version-conflict', revision: 4 });
    await expect(acknowledged.prove(store)).rejects.toThrow();
  });

  test('notices two answers to one append that disagree', async () => {
    const acknowledged = new Acknowledged();
    const append = newAppend('case-1');
    acknowledged.note(append, { outcome: 'ok', revision: 0, position: 1n });
    expect(() => acknowledged.note(append, { outcome: 'duplicate', revision: 1, position: 2n })).toThrow();
  });
});
