import { PostgresEventStore, type EventStore } from '#kernel';
import { pace, type Pace } from './append-limit.js';
import { newCase, onDatabase } from './append.js';
import { interleaved, rateResult, type Benchmark } from './harness.js';

/** A reader follows 8 writers: what it handled must be what was stored, each once and in order. */
async function followed(url: string): Promise<Pace & { handled: number; stored: number }> {
  const writers = new PostgresEventStore(url);
  const reader: EventStore = new PostgresEventStore(url);
  let writing = true;
  const start = await reader.head();
  const following = (async () => {
    let [after, handled] = [start, 0];
    for (;;) {
      const last = !writing;
      const { events, next } = await reader.readAll({ after, limit: 1_000 });
      handled += events.length;
      after = next;
      if (events.length === 0 && last) return handled;
      if (events.length === 0) await reader.waitBeyond(after, 100);
    }
  })();
  const measured = await pace(8, 1, () => writers.append(newCase(1)));
  writing = false;
  const handled = await following;
  const stored = Number((await writers.head()) - start);
  await Promise.all([writers.close(), reader.close()]);
  return { ...measured, handled, stored };
}

const follow: Benchmark = {
  name: 'follow, 8 writers',
  run: (ground) =>
    onDatabase(ground, async (url) => {
      const { reader } = await interleaved({ reader: () => followed(url) });
      const handled = reader.map((round) => round.handled);
      const stored = reader.map((round) => round.stored);
      const line = rateResult('follow, 8 writers: handled', { unit: 'events', goal: 1 }, handled, stored);
      return [{ ...line, met: handled.every((count, round) => count === stored[round]) }];
    }),
};

export const followBenchmarks: readonly Benchmark[] = [follow];
