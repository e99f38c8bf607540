import Type from 'typebox';
import { ContractBook, type Upcasters } from './contract-book.js';
import { event, type DomainEvent, type EventContract, type Recorded } from './event.js';
import type { EventStore } from './event-store.port.js';
import { replay, silent, type Projection } from './projection.js';
import { table } from './table.js';

/** A house small enough to test the runner in: accounts that are opened, credited, noted upon and closed. */
export const shape = <const T extends string>(type: T, version = 1) =>
  event({
    type,
    version,
    zh: '测',
    en: type,
    label: 'L1' as const,
    audience: ['staff'] as const,
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
          account,
          balance: 0,
          credits: 0,
          note: null,
          lastAt: occurredAt,
          tags: ['"new"'],
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
            balance: row.balance + amount,
            credits: row.credits + 1,
            lastAt: occurredAt,
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
      account: 'text',
      balance: 'int',
      credits: 'int',
      note: 'text',
      lastAt: 'timestamptz',
      tags: 'text[]',
      detail: 'jsonb',
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
