import type { Pool } from 'pg';
import type { DomainEvent, Recorded } from './event.js';
import type { EventStore } from './event-store.port.js';
import { applyChange, changesOf, type Projection } from './projection.js';

/**
 * Writes the beginning of a long story straight into the tables of an empty log: so many accounts, each opened
 * and then credited or noted upon in turn. Millions in the time in which callers would append thousands.
 */
export async function fill(pool: Pool, events: number, accounts: number): Promise<void> {
  await pool.query(`insert into store.type (name) values ('Opened'), ('Credited'), ('Noted')`);
  await pool.query(STORY, [accounts, events]);
  await pool.query('analyze store.event');
}

const STORY = `
insert into store.event (position, revision, recorded_at, occurred_at, event_id, type_id, version, stream, subjects, body, meta)
select p, (p - 1) / $1::bigint, '2024-06-01'::timestamptz + p * interval '1 ms',
  '2024-05-01'::timestamptz + (p * 7919 % 2000000) * interval '1 s', md5('fill' || p)::uuid, t.type_id, 1,
  'account-' || account, array['account:' || account],
  (case type when 'Opened' then json_build_object('account', account)
    when 'Noted' then json_build_object('account', account, 'text', 'note ' || p)
    else json_build_object('account', account, 'amount', p % 100) end)::text,
  '{"actor":"li","department":"FIRE","region":"371302"}'
from (
  select p, 'A' || (p - 1) % $1 as account,
    case when p <= $1 then 'Opened' when p % 7 = 0 then 'Noted' else 'Credited' end as type
  from generate_series(1::bigint, $2::bigint) p
) e join store.type t on t.name = e.type order by p`;

/** The pure rules over a log of any length, page by page. */
export async function replayOf<E extends DomainEvent, Row>(
  projection: Projection<E, Row>,
  store: EventStore,
): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (let after = 0n; ;) {
    const { events, next } = await store.readAll({ after, limit: 5_000 });
    if (next === after) return rows;
    const changes = (events as readonly Recorded<E>[]).flatMap((recorded) =>
      projection.partitions(recorded).flatMap((partition) => changesOf(projection, recorded, partition)),
    );
    for (const change of changes) applyChange(rows, change);
    after = next;
  }
}
