import type { MigrationInterface, QueryRunner } from 'typeorm';
import { RunnerMembers1732400000203 } from './runner-members.migration.js';

const CHECKPOINTS = `
  create schema runner;
  create schema if not exists read;
  -- One making of a projection's table (or a policy, which has none). At most one build of a name is live.
  create table runner.build (
    name text collate "C" not null,
    build int not null,
    version int not null,
    shards int not null check (shards between 1 and 64),
    state text not null check (state in ('building', 'differs', 'cancelled', 'live', 'kept', 'withdrawn')),
    relation text not null,
    made_at timestamptz not null default now(),
    switched_at timestamptz,
    switch_ms double precision,
    primary key (name, build)
  );
  create unique index one_live_build on runner.build (name) where state = 'live';
  -- position: everything up to it is in the table. epoch: raised whenever the shard changes hands, checked by
  -- each write.
  create table runner.shard (
    name text collate "C" not null,
    build int not null,
    shard int not null,
    position bigint not null default 0,
    owner text,
    epoch bigint not null default 0,
    lease_until timestamptz not null default '-infinity',
    failure_class text,
    failure_position bigint,
    failure_type text,
    failure text,
    updated_at timestamptz not null default now(),
    primary key (name, build, shard),
    foreign key (name, build) references runner.build on delete cascade
  ) with (fillfactor = 50);
  -- Events that wait because one before them in their partition could not be applied. The first has the
  -- failure.
  create table runner.parked (
    name text collate "C" not null,
    build int not null,
    partition text collate "C" not null,
    position bigint not null,
    event_id text not null,
    type text not null,
    failure_class text,
    failure text,
    parked_at timestamptz not null default now(),
    primary key (name, build, partition, position),
    foreign key (name, build) references runner.build on delete cascade
  );`;

const REPORTS = `
  create table runner.rebuild_report (
    name text collate "C" not null,
    build int not null,
    against int,
    version int not null,
    against_version int,
    compared_at bigint not null,
    rows_before bigint not null,
    rows_after bigint not null,
    missing bigint not null,
    added bigint not null,
    differing bigint not null,
    left_out bigint not null,
    expected boolean not null,
    samples jsonb not null,
    made_at timestamptz not null default clock_timestamp()
  );
  create table runner.policy_refusal (
    policy text not null,
    event_id text not null,
    ordinal int not null,
    position bigint not null,
    command_id text not null,
    code text not null,
    facts jsonb not null,
    refused_at timestamptz not null default now(),
    primary key (policy, event_id, ordinal)
  );`;

/**
 * What the runner remembers: builds of read models, how far each shard is and whose it is, and what is
 * parked.
 */
export class RunnerTables1732400000201 implements MigrationInterface {
  readonly name = 'RunnerTables1732400000201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHECKPOINTS);
    await runner.query(REPORTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema runner cascade; drop schema read cascade');
  }
}

/** The checkpoint for windows that are copied in: `YA001` when the shard changed hands, and then nothing is copied. */
const stepAfter = (first: string) => `
  create or replace function runner.step(shard_of text, its_build int, its_shard int, my_epoch bigint, before bigint, after bigint, lease interval)
  returns void language plpgsql as $$
  begin
    ${first}
    update runner.shard set position = after, lease_until = clock_timestamp() + lease, updated_at = now(),
        failure_class = null, failure_position = null, failure_type = null, failure = null
      where name = shard_of and build = its_build and shard = its_shard and epoch = my_epoch and position = before;
    if not found then
      raise exception '% %/% changed hands', shard_of, its_build, its_shard using errcode = 'YA001';
    end if;
    perform set_config('synchronous_commit', 'off', true);
  end $$`;

export class RunnerStep1732400000202 implements MigrationInterface {
  readonly name = 'RunnerStep1732400000202';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(stepAfter(''));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function runner.step');
  }
}

/**
 * Whoever comes while the step before is under way waits for it. The update alone would not: it does not see
 * yet that the shard will stand where it must.
 */
const ITS_TURN = `perform 1 from runner.shard where name = shard_of and build = its_build and shard = its_shard for update;`;

export class RunnerStepInTurn1732400000204 implements MigrationInterface {
  readonly name = 'RunnerStepInTurn1732400000204';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(stepAfter(ITS_TURN));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(stepAfter(''));
  }
}

export const runnerMigrations = [
  RunnerTables1732400000201,
  RunnerStep1732400000202,
  RunnerMembers1732400000203,
  RunnerStepInTurn1732400000204,
];
