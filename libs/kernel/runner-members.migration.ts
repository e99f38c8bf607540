import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who lives, and who sits where only one may. */
const MEMBERS = `
  -- A living program that shares the shards. work: what it has rules for.
  create table runner.member (
    owner text collate "C" primary key,
    work text[] not null,
    alive_until timestamptz not null
  ) with (fillfactor = 50);
  -- A seat that one program at most sits on. epoch: raised whenever it changes hands, checked by each write.
  create table runner.seat (
    name text collate "C" primary key,
    owner text,
    epoch bigint not null default 0,
    lease_until timestamptz not null default '-infinity',
    since timestamptz
  ) with (fillfactor = 50);
  -- What the timer does again and again, and when it is next due.
  create table runner.errand (
    name text collate "C" primary key,
    due_at timestamptz not null,
    done_at timestamptz,
    failure text
  );`;

export class RunnerMembers1732400000203 implements MigrationInterface {
  readonly name = 'RunnerMembers1732400000203';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MEMBERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table runner.member, runner.seat, runner.errand');
  }
}
