import type { MigrationInterface, QueryRunner } from 'typeorm';
import { KafkaDoor1732400000410 } from './kafka-door.migration.js';
import { SealedBytes1732400000420 } from './sealed-bytes.migration.js';

const FACILITIES_AND_JOBS = `
  create schema intake;
  create table intake.facility (
    facility_id text collate "C" primary key,
    region text collate "C" not null
  );
  -- file and mapping are kept, so that a restart goes on and a dispute about a row can be settled.
  create table intake.job (
    job_id uuid primary key,
    name text not null,
    mapping_name text not null,
    mapping text not null,
    bytes bytea not null,
    digest text collate "C" not null,
    account text not null,
    department text collate "C" not null,
    region text collate "C" not null,
    state text not null check (state in ('running', 'paused', 'done', 'failed')),
    rows_total int,
    rows_done int not null default 0,
    recorded int not null default 0,
    duplicates int not null default 0,
    rejected int not null default 0,
    alarms int not null default 0,
    failure jsonb,
    started_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    owner text,
    lease_until timestamptz not null default '-infinity'
  );
  create index job_waiting on intake.job (started_at) where state = 'running';
`;

const REJECTIONS = `
  -- original: exactly the bytes received. times: how often the same came again.
  create table intake.rejection (
    rejection_id uuid primary key,
    ordinal bigint generated always as identity unique,
    received_at timestamptz not null default now(),
    times int not null default 1,
    door text not null check (door in ('http', 'file', 'kafka')),
    account text not null,
    department text collate "C" not null,
    region text collate "C" not null,
    sender_region text collate "C" not null,
    step text not null,
    code text collate "C" not null,
    zh text not null,
    en text not null,
    errors jsonb not null,
    source text,
    source_id text,
    type text,
    original bytea not null,
    attributes jsonb,
    alarm boolean not null,
    state text not null default 'open' check (state in ('open', 'resent', 'dismissed')),
    job_id uuid,
    file text,
    row_number int,
    entry int,
    repaired text,
    settled_at timestamptz,
    settled_by text,
    reason text,
    resent_event_id uuid
  );
  create index rejection_open on intake.rejection (department, ordinal) where state = 'open';
`;

/** What intake remembers: where facilities stand, what was turned away, and which files are being read. */
export class IntakeTables1732400000401 implements MigrationInterface {
  readonly name = 'IntakeTables1732400000401';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACILITIES_AND_JOBS);
    await runner.query(REJECTIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema intake cascade');
  }
}

export const intakeMigrations = [IntakeTables1732400000401, KafkaDoor1732400000410, SealedBytes1732400000420];
