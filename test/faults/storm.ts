import type { Append, EventStore } from '#kernel';
import { randomInt } from 'node:crypto';
import { newAppend, newEvent, newStream } from '../../libs/kernel/store-samples.specification.js';
import type { Acknowledged } from './acknowledged.js';

const someEvents = () => Array.from({ length: 1 + randomInt(3) }, () => newEvent());

function someAppend(): Append {
  const hot = randomInt(2) === 0;
  const stream = hot ? `hot-${randomInt(8)}` : newStream();
  return newAppend(stream, { expected: hot ? 'any' : 'none', events: someEvents() });
}

/** Callers that say everything three times, as a nervous client does, until told to stop. */
export async function storm(stores: readonly EventStore[], acknowledged: Acknowledged, until: () => boolean) {
  await Promise.all(
    Array.from({ length: 24 }, async (_, caller) => {
      while (!until()) {
        const append = someAppend();
        const store = stores[caller % stores.length]!;
        const again = stores[(caller + 1) % stores.length]!;
        const first = [store.append(append), again.append(append)];
        for (const answer of await Promise.all(first)) acknowledged.note(append, answer);
        acknowledged.note(append, await store.append(append));
      }
    }),
  );
}
