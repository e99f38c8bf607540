import { PostgresEventStore } from '../../libs/kernel/postgres-event-store.js';
import { newAppend, newEvent, newStream } from '../../libs/kernel/store-samples.specification.js';

/** Appends without end and says so: first what it is about to append, then what it was answered. Made to be killed. */
const store = new PostgresEventStore(process.argv[2]!);
const tell = (message: object) => process.send!(message);
const plain = (answer: object) =>
  Object.fromEntries(
    Object.entries(answer).map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]),
  );

async function caller(): Promise<never> {
  for (;;) {
    const append = newAppend(newStream(), { expected: 'none', events: [newEvent(), newEvent()] });
    tell({ append });
    const answer = await store.append(append);
    tell({ id: append.events[0]!.eventId, answer: plain(answer) });
  }
}
for (let i = 0; i < 16; i += 1) void caller();
