import { derivedId } from './derived-id.js';
import type { DomainEvent } from './event.js';
import type { EventStore, NewEvent } from './event-store.port.js';
import { Closed, Credited, Noted, Opened } from './runner-accounts.specification.js';

let said = 0;
/** Gives history one more event. */
export async function say(store: EventStore, { type, data }: DomainEvent, version = 1): Promise<bigint> {
  const { account } = data as { account: string };
  said += 1;
  const second = String(said % 60).padStart(2, '0');
  const newEvent: NewEvent = {
    eventId: derivedId('test', String(process.pid), String(said)),
    type,
    version,
    body: JSON.stringify(data),
    occurredAt: `2024-05-${String((said % 28) + 1).padStart(2, '0')}T01:00:${second}Z`,
    subjects: [`account:${account}`],
    meta: { actor: 'li', department: 'FIRE', region: '371302' },
  };
  const answer = await store.append({ stream: `account-${account}`, expected: 'any', events: [newEvent] });
  if (answer.outcome !== 'ok') throw new Error(answer.outcome);
  return answer.position;
}

/**
 * A seeded story of lawful events: every account is opened before anything else happens to it. Accounts live
 * side by side, so their events mix; each account's own stand in order.
 */
export async function sayMany(
  store: EventStore,
  {
    events,
    accounts,
    seed,
    prefix = 'A',
  }: { events: number; accounts: number; seed: number; prefix?: string },
) {
  const random = seeded(seed);
  const open = new Set<string>();
  const lives = new Map<string, Promise<unknown>>();
  for (let i = 0; i < events; i += 1) {
    const account = `${prefix}${Math.floor(random() * accounts)}`;
    const next = nextOf(account, open, { random, i });
    lives.set(
      account,
      (lives.get(account) ?? Promise.resolve()).then(() => say(store, next)),
    );
    if (i % 500 === 499) await Promise.all(lives.values());
  }
  await Promise.all(lives.values());
}

function nextOf(account: string, open: Set<string>, { random, i }: { random: () => number; i: number }) {
  if (!open.has(account)) {
    open.add(account);
    return Opened({ account });
  }
  if (random() < 0.1) {
    open.delete(account);
    return Closed({ account });
  }
  if (random() < 0.3) return Noted({ account, text: `note "${i}" \\ 托育` });
  return Credited({ account, amount: Math.floor(random() * 100) });
}

/** Mulberry32: the same seed tells the same story. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
