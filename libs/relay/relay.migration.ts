import type { MigrationInterface, QueryRunner } from 'typeorm';

const PLACES = `
  create schema relay;
  -- How far each agreement's topic is written. One program at a time writes it.
  -- epoch: raised when it changes hands, named by every move.
  create table relay.place (
    agreement text collate "C" primary key,
    position bigint not null default 0,
    ordinal bigint not null default 0,
    previous bigint not null default 0,
    owner text,
    epoch bigint not null default 0,
    lease_until timestamptz not null default '-infinity',
    updated_at timestamptz not null default now()
  ) with (fillfactor = 50);
`;

/** What the relay remembers. */
export class RelayPlaces1732400000601 implements MigrationInterface {
  readonly name = 'RelayPlaces1732400000601';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PLACES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema relay cascade');
  }
}

export const relayMigrations = [RelayPlaces1732400000601];
