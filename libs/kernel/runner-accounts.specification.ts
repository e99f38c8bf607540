import Type from 'typebox';
import { ContractBook, type Upcasters } from './contract-book.js';
import { derivedId } from './derived-id.js';
import { event, type DomainEvent, type EventContract, type Recorded } from './event.js';
import type { EventStore, NewEvent } from './event-store.port.js';
import { replay, silent, type Projection } from './projection.js';
import { table } from './table.js';

/** A house small enough to test the runner in: accounts that are opened, credited, noted upon and closed. */
export const shape = <const T extends string>(type: T, version = 1) =>
  event({
    ...{ type, version, zh: '测', en: type, label: 'L1' as const, audience: ['staff'] as const },
    data: {
      account: Type.String(),
      amount: Type.Optional(Type.Integer()),
      text: Type.Optional(Type.String()),
    },
    stream: ({ account }) => `account-${account}`,
    subjects: ({ account }) => [`account:${account}`],
  });
export const Opened = shape('Opened');
export const Credited = shape('Credited');
export const Noted = shape('Noted');
export const Closed = shape('Closed');
interface Said {
  account: string;
  amount?: number;
  text?: string;
}
export type AccountEvent =
  | DomainEvent<'Opened', Said>
  | DomainEvent<'Credited', Said>
  | DomainEvent<'Noted', Said>
  | DomainEvent<'Closed', Said>;

export interface Balance {
  readonly account: string;
  readonly balance: number;
  readonly credits: number;
  readonly note: string | null;
  readonly lastAt: string;
  readonly tags: readonly string[];
  readonly detail: { readonly last: string };
}
export const balance: Projection<AccountEvent, Balance> = {
  name: 'balance',
  version: 1,
  partitions: ({ event: { data } }) => [data.account],
  rules: {
    Opened: ({ account }, { occurredAt, eventId }) => [
      {
        put: account,
        row: {
          ...{ account, balance: 0, credits: 0, note: null, lastAt: occurredAt, tags: ['"new"'] },
          detail: { last: eventId },
        },
      },
    ],
    Credited: ({ account, amount = 0, text }, { occurredAt, eventId }) => [
      {
        fold: account,
        from: (row) => {
          if (text === 'poison') throw new Error('cannot be applied');
          if (row === undefined) throw new Error(`${account} was never opened`);
          return {
            ...row,
            ...{ balance: row.balance + amount, credits: row.credits + 1, lastAt: occurredAt },
            detail: { last: eventId },
          };
        },
      },
    ],
    Noted: ({ account, text = '' }) => [{ patch: account, with: { note: text, tags: ['noted', text] } }],
    Closed: ({ account }) => [{ remove: account }],
  },
};
export const balanceTable = (history: boolean) =>
  table<Balance>({
    columns: {
      ...{ account: 'text', balance: 'int', credits: 'int', note: 'text', lastAt: 'timestamptz' },
      ...{ tags: 'text[]', detail: 'jsonb' },
    },
    indexes: [['balance'], ['account', 'lastAt']],
    history,
  });

export interface Movement {
  readonly account: string;
  readonly kind: string;
  readonly position: string;
  readonly on: string;
}
/** A row an event, never changed: the shape of a timeline. */
export const movements: Projection<AccountEvent, Movement> = {
  name: 'movements',
  version: 1,
  partitions: ({ event: { data } }) => [data.account],
  rules: {
    Opened: (data, recorded) => [moved(data, recorded)],
    Credited: (data, recorded) => [moved(data, recorded)],
    Noted: silent('a note moves nothing'),
    Closed: (data, recorded) => [moved(data, recorded)],
  },
};
const moved = ({ account }: Said, { eventId, position, event: { type }, occurredAt }: Recorded) => ({
  put: eventId,
  row: { account, kind: type, position: String(position), on: occurredAt.slice(0, 10) },
});
export const movementsTable = table<Movement>({
  columns: { account: 'text', kind: 'text', position: 'bigint', on: 'date' },
  indexes: [['account', 'on']],
  history: true,
});

export const contracts = [Opened, Credited, Noted, Closed] as unknown as readonly EventContract[];
export const book = (upcasters: Upcasters = {}) => new ContractBook(contracts, upcasters);

let said = 0;
/** Gives history one more event. */
export async function say(store: EventStore, { type, data }: DomainEvent, version = 1): Promise<bigint> {
  const { account } = data as Said;
  said += 1;
  const second = String(said % 60).padStart(2, '0');
  const newEvent: NewEvent = {
    ...{
      eventId: derivedId('test', String(process.pid), String(said)),
      type,
      version,
      body: JSON.stringify(data),
    },
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

export async function allOf(store: EventStore): Promise<Recorded<AccountEvent>[]> {
  const events: Recorded[] = [];
  for (let after = 0n; ;) {
    const page = await store.readAll({ after, limit: 1000 });
    if (page.next === after) return events as Recorded<AccountEvent>[];
    events.push(...page.events);
    after = page.next;
  }
}

/** What the rules say in memory: the truth every table is held against. */
export const truth = async (store: EventStore, upTo?: bigint) =>
  replay(
    balance,
    (await allOf(store)).filter(({ position }) => upTo === undefined || position <= upTo),
  );

/** A row of the table in the words of {@link Balance}, to compare with the truth. */
export const asBalance = (row: Record<string, unknown>): Balance => ({
  account: row['account'] as string,
  balance: row['balance'] as number,
  credits: row['credits'] as number,
  note: row['note'] as string | null,
  lastAt: (row['last_at'] as Date).toISOString().replace('.000Z', 'Z'),
  tags: row['tags'] as string[],
  detail: row['detail'] as { last: string },
});
export const balances = (rows: Map<string, Record<string, unknown>>) =>
  new Map([...rows].map(([key, row]) => [key, asBalance(row)]));
