import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where events lie in EventStoreDB, which has no index on id, subject or time. Slim: how to find an event,
 * never what it says. Derived from the log: truncated, it is filled again from the start.
 */
const TABLES = `
create table store.esdb_index (
  position bigint primary key,
  prepare bigint not null,
  revision bigint not null,
  recorded_at timestamptz not null,
  event_id uuid not null,
  stream text collate "C" not null,
  subjects text[] collate "C" not null
);
create unique index esdb_event_id on store.esdb_index (event_id);
create index esdb_stream on store.esdb_index (stream, revision);
create index esdb_recorded on store.esdb_index (recorded_at, position);
create index esdb_subjects on store.esdb_index using gin (subjects) with (fastupdate = on);

-- An id that stands twice in the log: an alarm. The index finds the first.
create table store.esdb_stray (
  position bigint primary key,
  event_id uuid not null,
  stream text collate "C" not null,
  found_at timestamptz not null default now()
);

-- Everything up to here is in the index. Both numbers of the place are kept.
create table store.esdb_mark (
  one boolean primary key default true check (one),
  position bigint not null,
  prepare bigint not null
);
`;

/**
 * Events and mark in one step. \`recorded_at\` never falls as positions rise, even when a new leader's
 * clock is behind the old one's, so "the newest at an instant" is one look into an index. Filling the same
 * again changes nothing, and the mark never goes back.
 */
const FILL = `
create function store.esdb_fill(
  e_position bigint[], e_prepare bigint[], e_revision bigint[], e_recorded timestamptz[],
  e_id uuid[], e_stream text[], e_subjects text[], mark_position bigint, mark_prepare bigint
) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  newest timestamptz := (select i.recorded_at from store.esdb_index i order by i.position desc limit 1);
begin
  insert into store.esdb_index (position, prepare, revision, recorded_at, event_id, stream, subjects)
  select e_position[i], e_prepare[i], e_revision[i],
      greatest(newest, max(e_recorded[i]) over (order by e_position[i])), e_id[i], e_stream[i], e_subjects[i]::text[]
    from generate_series(1, cardinality(e_id)) i
    order by e_position[i]
  on conflict do nothing;

  insert into store.esdb_stray (position, event_id, stream)
  select e_position[i], e_id[i], e_stream[i]
    from generate_series(1, cardinality(e_id)) i
    where not exists (select from store.esdb_index x where x.position = e_position[i])
  on conflict do nothing;

  insert into store.esdb_mark as m (position, prepare) values (mark_position, mark_prepare)
  on conflict (one) do update set position = excluded.position, prepare = excluded.prepare
    where excluded.position > m.position;
end $$;
revoke all on function store.esdb_fill from public;

do $$
begin
  if exists (select from pg_roles where rolname = 'youan_app') then
    grant select on store.esdb_index, store.esdb_stray, store.esdb_mark to youan_app;
    grant execute on function store.esdb_fill to youan_app;
  end if;
end $$;
`;

export class IndexOfEventStoreDb1732400000501 implements MigrationInterface {
  readonly name = 'IndexOfEventStoreDb1732400000501';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(FILL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function store.esdb_fill');
    await runner.query('drop table store.esdb_index, store.esdb_stray, store.esdb_mark');
  }
}

export const eventStoreDbMigrations = [IndexOfEventStoreDb1732400000501];
