import type { Append } from '#kernel';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { FULL } from '../../libs/kernel/store-crowd.specification.js';
import { postgresGround } from '../../libs/kernel/store-ground.specification.js';
import { Acknowledged } from './acknowledged.js';
import { forkChild } from './child.js';

type Told =
  { append: Append } | { id: string; answer: { outcome: string; revision: number; position: string } };

/** Runs a child that appends, kills it in the middle, and answers what it was about to append and what it was told. */
async function killedChild(url: string) {
  const child = forkChild('appending-child.ts', [url]);
  const intended: Append[] = [];
  const answered = new Map<string, { revision: number; position: bigint }>();
  child.on('message', (told: Told) => {
    if ('append' in told) intended.push(told.append);
    else answered.set(told.id, { revision: told.answer.revision, position: BigInt(told.answer.position) });
  });
  await once(child, 'message');
  await sleep(300 + Math.random() * 200);
  child.kill('SIGKILL');
  await once(child, 'close');
  return { intended, answered };
}

test('a process killed between commit and answer leaves nothing half done, and its successor finds it', async () => {
  const ground = await postgresGround();
  let alreadyStored = 0;
  for (let round = 0; round < (FULL ? 30 : 2); round += 1) {
    const { intended, answered } = await killedChild(ground.url);
    expect(intended.length).toBeGreaterThan(0);
    const acknowledged = new Acknowledged();
    for (const append of intended) {
      const answer = await ground.store.append(append);
      acknowledged.note(append, answer);
      const told = answered.get(append.events[0]!.eventId);
      if (told) expect(answer).toEqual({ outcome: 'duplicate', ...told });
      else if (answer.outcome === 'duplicate') alreadyStored += 1;
    }
    await acknowledged.prove(ground.store);
  }
  if (FULL) expect(alreadyStored).toBeGreaterThan(0);
  await ground.close();
}, 900_000);
