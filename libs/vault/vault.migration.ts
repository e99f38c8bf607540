import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The vault: a key per subject, wrapped by a key that is not in the database, and the values it opens. A
 * subject whose key is gone stays as a row, so that nothing is ever taken about it again.
 */
const TABLES = `
create schema vault;

create table vault.key_encryption_key (
  key_id text collate "C" primary key,
  since timestamptz not null default now()
);

create table vault.subject_key (
  subject text collate "C" primary key,
  wrapped_key bytea,
  wrapped_by text collate "C" not null,
  erased_at timestamptz,
  sealed_order bytea,
  constraint erased_without_key check ((wrapped_key is null) = (erased_at is not null))
);

create table vault.value (
  commitment bytea primary key,
  subject text collate "C" not null,
  event_id text not null,
  field text not null,
  ciphertext bytea not null
);
create index value_subject on vault.value (subject);
`;

export class VaultTables1732400000301 implements MigrationInterface {
  readonly name = 'VaultTables1732400000301';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema vault cascade');
  }
}

const MENTIONS = `
create table vault.mention (
  subject text collate "C" not null,
  holder text collate "C" not null,
  primary key (subject, holder)
);
create index mention_holder on vault.mention (holder);
`;

/** Who is spoken of in bytes that are sealed as a whole, so that they can be forgotten together. */
export class VaultMentions1732400000302 implements MigrationInterface {
  readonly name = 'VaultMentions1732400000302';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MENTIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table vault.mention');
  }
}

export const vaultMigrations = [VaultTables1732400000301, VaultMentions1732400000302];
