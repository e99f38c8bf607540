import { setTimeout as sleep } from 'node:timers/promises';
import { StandInProcess } from '../../test/support/eventstoredb/stand-in-process.js';
import { startStandIn } from '../../test/support/eventstoredb/stand-in.mjs';
import type { Append, AppendOutcome } from './event-store.port.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { eventStoreDbGround, type EventStoreDbGround } from './eventstoredb-ground.specification.js';
import { MemoryEventIndex } from './eventstoredb-memory-index.js';
import { wholeLog } from './store-crowd.specification.js';
import { newAppend, newEvent, newStream } from './store-samples.specification.js';

const appends = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    newAppend(i % 4 === 0 ? `hot-${i % 8}` : newStream(), { events: [newEvent(), newEvent()] }),
  );

/** Each was promised, and each stands exactly where it was promised. */
async function proveKept(store: EventStoreDbEventStore, promised: readonly [Append, AppendOutcome][]) {
  const log = new Map((await wholeLog(store)).map((recorded) => [recorded.eventId, recorded]));
  for (const [{ stream, events }, answer] of promised) {
    expect(answer.outcome).toMatch(/^(ok|duplicate)$/);
    const { revision, position } = answer as { revision: number; position: bigint };
    expect(log.get(events.at(-1)!.eventId)).toMatchObject({ stream, revision, position });
  }
  expect(log.size).toBe(promised.reduce((sum, [{ events }]) => sum + events.length, 0));
}

describe('on a server that fails, an append of EventStoreDB is stored once', () => {
  let ground: EventStoreDbGround;
  beforeEach(async () => void (ground = await eventStoreDbGround({ callMs: 300 })));
  afterEach(() => ground.close());
  const carryOut = async (all: readonly Append[], during: () => Promise<void>) => {
    const answers = all.map(async (append): Promise<[Append, AppendOutcome]> => [
      append,
      await ground.store.append(append),
    ]);
    await during();
    await proveKept(ground.store, await Promise.all(answers));
  };

  test('whose replies are lost', async () => {
    ground.standIn!.faults.lostReplies = 12;
    await carryOut(appends(40), async () => {});
  });

  test('that answers too late, and whose late replies come then', async () => {
    ground.standIn!.faults.delayMs = 450;
    await carryOut(appends(20), async () => {
      await sleep(700);
      ground.standIn!.faults.delayMs = 0;
    });
  });

  test('that answers without a place, as for what is not replicated yet', async () => {
    ground.standIn!.faults.placeless = 10;
    await carryOut(appends(20), async () => {});
  });

  test('that cannot look up our account for a while', async () => {
    await ground.store.append(newAppend('before'));
    const before = await ground.store.head();
    ground.standIn!.faults.denied = true;
    const answer = ground.store.append(newAppend('case-1'));
    const read = ground.store.readStream('before');
    await sleep(500);
    ground.standIn!.faults.denied = false;
    expect((await answer) as { position: bigint }).toMatchObject({ outcome: 'ok', revision: 0 });
    expect(await read).toMatchObject([{ position: before }]);
  });

  test('that is not ready for a while', async () => {
    ground.standIn!.faults.notReady = true;
    await carryOut(appends(20), async () => {
      await sleep(500);
      ground.standIn!.faults.notReady = false;
    });
  });

  test('that is no longer the leader, and names the new one', async () => {
    const leader = await startStandIn({ log: ground.standIn!.log });
    await ground.store.append(newAppend('before'));
    ground.standIn!.faults.notLeader = { host: '127.0.0.1', port: leader.port };
    const answers = await Promise.all(
      appends(20).map(async (append): Promise<[Append, AppendOutcome]> => [
        append,
        await ground.store.append(append),
      ]),
    );
    for (const [, { outcome }] of answers) expect(outcome).toMatch(/^(ok|duplicate)$/);
    expect(await wholeLog(ground.store)).toHaveLength(41);
    leader.stop();
  });

  test('and a conflict that follows an unknown outcome is told from our own success', async () => {
    const ours = newAppend('case-1', { expected: 'none', events: [newEvent(), newEvent()] });
    ground.standIn!.faults.lostReplies = 1;
    const waiting = ground.store.append(ours);
    await sleep(100);
    await ground.another().append(newAppend('case-1', { expected: 1 }));
    expect(await waiting).toMatchObject({ revision: 1 });
    ground.standIn!.faults.notReady = true;
    const theirs = ground.store.append(newAppend('case-2', { expected: 'none' }));
    await sleep(50);
    ground.standIn!.faults.notReady = false;
    await ground
      .another()
      .append(newAppend('case-2', { expected: 'none' }))
      .catch(() => {});
    expect((await theirs).outcome).toMatch(/^(ok|version-conflict)$/);
    expect(await ground.store.readStream('case-2')).toHaveLength(1);
  });

  test('until the time for retries is over: then it says that it does not know', async () => {
    const hasty = await ground.open({ retryForMs: 500, callMs: 100 });
    ground.standIn!.faults.notReady = true;
    const refused = hasty.append(newAppend('case-1'));
    await expect(refused).rejects.toMatchObject({ name: 'StoreUnavailable' });
    ground.standIn!.faults.notReady = false;
  });
});

describe('EventStoreDB as a process that is hurt under 8 writers', () => {
  /**
   * Writers without end until `hurt` is done; answers what they were promised and the longest time without
   * an answer.
   */
  const writeDuring = async (standIn: StandInProcess, hurt: () => Promise<void>) => {
    const store = await EventStoreDbEventStore.open(standIn.url, {
      index: new MemoryEventIndex(),
      callMs: 1_000,
    });
    const promised: [Append, AppendOutcome][] = [];
    let [writing, last, silence] = [true, Date.now(), 0];
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; writing; i += 1) {
        const stream = i % 3 === 0 ? `hot-${writer % 2}` : newStream();
        const append = newAppend(stream, { events: [newEvent(), newEvent()] });
        promised.push([append, await store.append(append)]);
        silence = Math.max(silence, Date.now() - last);
        last = Date.now();
        await sleep(2);
      }
    });
    await hurt();
    writing = false;
    await Promise.all(writers);
    await proveKept(store, promised);
    expect(await store.readSubject('facility:F-1')).toHaveLength(promised.length * 2);
    await store.close();
    return { promised: promised.length, silence };
  };

  test('killed twice (kill -9) and started again: nothing acknowledged is lost, nothing is there twice', async () => {
    const standIn = await StandInProcess.start();
    const { promised, silence } = await writeDuring(standIn, async () => {
      for (let kills = 0; kills < 2; kills += 1) {
        await sleep(400);
        await standIn.kill();
        await sleep(300);
        await standIn.restart();
        await sleep(400);
      }
    });
    expect(promised).toBeGreaterThan(16);
    expect(silence).toBeLessThan(15_000);
    await standIn.stop();
  }, 60_000);

  test('frozen for longer than a call may take: our own clock notices, and everything is stored once', async () => {
    const standIn = await StandInProcess.start();
    const { promised } = await writeDuring(standIn, async () => {
      await sleep(200);
      standIn.freeze();
      await sleep(1_500);
      standIn.thaw();
      await sleep(300);
    });
    expect(promised).toBeGreaterThan(8);
    await standIn.stop();
  }, 60_000);
});
