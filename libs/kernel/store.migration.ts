import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of the log. Bodies are `text`, never `jsonb`: what was written is what is read, byte for byte. */
const TABLES = `
create schema store;

create table store.type (
  type_id int generated always as identity primary key,
  name text collate "C" not null unique
);

create table store.event (
  position bigint primary key,
  revision bigint not null,
  recorded_at timestamptz not null,
  occurred_at timestamptz not null,
  event_id uuid not null,
  type_id int not null,
  version int not null,
  stream text collate "C" not null,
  subjects text[] collate "C" not null,
  body text not null,
  meta text not null
);
create unique index event_id on store.event (event_id);
create unique index event_stream on store.event (stream, revision);
create index event_subjects on store.event using gin (subjects) with (fastupdate = on);
`;

/**
 * The grouped append: many callers' appends in one round trip, one transaction, one commit. A stream stands
 * once in a group (s_*, expected: n, -1 none, -2 any) and an event id once (e_*, in the order of the
 * callers).
 *
 * 1. The order lock, the only lock there is, held until the commit: nothing can deadlock.
 * 2. The head and the streams' revisions are read by statements of their own after the lock, so their
 *    snapshots hold all that was committed before. Nothing is counted in a row: its dead versions would
 *    pile up under any long snapshot, such as a backup's, and every append would walk them.
 * 3. Events of the streams that are as expected take the next positions.
 *
 * Answers head and revisions as they were before: from these the caller knows who won, and where.
 * A known event id ends the whole group with 23505: \`store.settle\` tells which.
 *
 * Generic plans, because planning anew for each group costs more than the append itself.
 */
const APPEND = `
create function store.append(
  s_name text[], s_expected bigint[],
  e_slot int[], e_ordinal int[], e_id uuid[], e_type int[], e_version int[],
  e_occurred timestamptz[], e_subjects text[], e_body text[], e_meta text[],
  known_at timestamptz, out head bigint, out revisions bigint[]
) language plpgsql security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  newest timestamptz;
begin
  perform pg_advisory_xact_lock(7014);

  select e.position, e.recorded_at into head, newest from store.event e order by e.position desc limit 1;
  head := coalesce(head, 0);
  newest := greatest(newest, least(known_at, clock_timestamp()));

  revisions := array(
    select coalesce(
        (select e.revision from store.event e where e.stream = s_name[i] order by e.revision desc limit 1), -1)
      from generate_series(1, cardinality(s_name)) i);

  insert into store.event
    (position, revision, recorded_at, occurred_at, event_id, type_id, version, stream, subjects, body, meta)
  select head + row_number() over (), revisions[e_slot[i]] + e_ordinal[i], newest, e_occurred[i], e_id[i], e_type[i],
      e_version[i], s_name[e_slot[i]], e_subjects[i]::text[], e_body[i], e_meta[i]
    from generate_series(1, cardinality(e_id)) i
    where s_expected[e_slot[i]] in (-2, revisions[e_slot[i]]);
end $$;
`;

/** Look-ups around the append: why it did not happen, the type dictionary, and the head at an instant. */
const LOOK_UPS = `
create function store.settle(
  e_id uuid[], e_type int[], e_version int[], e_occurred timestamptz[], e_body text[]
) returns table (event_id uuid, stream text, revision bigint, "position" bigint, same boolean)
language sql stable as $$
  select e.event_id, e.stream, e.revision, e.position,
      (e.type_id, e.version, e.occurred_at, e.body) = (a.type, a.version, a.occurred, a.body)
    from unnest(e_id, e_type, e_version, e_occurred, e_body) a (id, type, version, occurred, body)
    join store.event e on e.event_id = a.id
$$;

create function store.types_of(names text[]) returns table (name text, type_id int)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  insert into store.type (name) select n from unnest(names) n
    where not exists (select from store.type t where t.name = n) order by n on conflict do nothing;
  return query select t.name, t.type_id from store.type t where t.name = any (names);
end $$;

-- recorded_at never falls as positions rise, so the log itself is the index: halve it, about 20 times for a
-- million.
create function store.position_at(instant timestamptz) returns bigint language plpgsql stable as $$
declare
  low bigint := 0;
  high bigint := coalesce((select max(e.position) from store.event e), 0);
  middle bigint;
begin
  while low < high loop
    middle := (low + high + 1) / 2;
    if (select e.recorded_at <= instant from store.event e where e.position = middle) then low := middle;
    else high := middle - 1;
    end if;
  end loop;
  return low;
end $$;
`;

/**
 * History is only ever added to: not even the owner of the tables may change it without first removing a
 * trigger.
 */
const PROTECTION = `
create function store.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of %.% is refused: history is only added to', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on store.event
  for each statement execute function store.refuse_change();
create trigger append_only before update or delete or truncate on store.type
  for each statement execute function store.refuse_change();
alter table store.event enable always trigger append_only;
alter table store.type enable always trigger append_only;
revoke all on function store.append from public;
revoke all on function store.types_of from public;
`;

/**
 * The application's role reads and appends, through the function alone. A server may forbid us to make roles.
 */
const ROLES = `
do $$
begin
  create role youan_app nologin;
exception when duplicate_object or unique_violation or insufficient_privilege then null;
end $$;
do $$
begin
  if exists (select from pg_roles where rolname = 'youan_app') then
    grant usage on schema store to youan_app;
    grant select on all tables in schema store to youan_app;
    grant execute on all functions in schema store to youan_app;
  end if;
end $$;
`;

export class CreateStore1732400000101 implements MigrationInterface {
  readonly name = 'CreateStore1732400000101';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, APPEND, LOOK_UPS, PROTECTION, ROLES]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema store cascade');
  }
}

/**
 * Kept up lazily, the index of subjects was written by whichever append filled its list: all others waited
 * 110 to 150 ms for it, each 36,000 events or so. Kept up at once it costs less altogether.
 */
const SUBJECTS_AT_ONCE = `
alter index store.event_subjects set (fastupdate = off);
select gin_clean_pending_list('store.event_subjects');
`;

export class IndexSubjectsAtOnce1732400000102 implements MigrationInterface {
  readonly name = 'IndexSubjectsAtOnce1732400000102';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SUBJECTS_AT_ONCE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter index store.event_subjects set (fastupdate = on)');
  }
}

export const storeMigrations = [CreateStore1732400000101, IndexSubjectsAtOnce1732400000102];
