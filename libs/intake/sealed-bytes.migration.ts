import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEALED = `
  -- What came in clear before stays until it is sealed at the next start (SealedBefore).
  alter table intake.rejection
    alter original drop not null, alter zh drop not null, alter en drop not null, alter errors drop not null,
    add sealed_original bytea, add sealed_told bytea, add sealed_settlement bytea;
  alter table intake.job alter bytes drop not null, add sealed_bytes bytea;
  alter table intake.parked_record add sealed_bytes bytea;
`;

/** What was received, and what was said about it, is kept sealed: persons may stand anywhere in it. */
export class SealedBytes1732400000420 implements MigrationInterface {
  readonly name = 'SealedBytes1732400000420';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEALED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table intake.rejection
      drop sealed_original, drop sealed_told, drop sealed_settlement`);
    await runner.query('alter table intake.job drop sealed_bytes');
    await runner.query('alter table intake.parked_record drop sealed_bytes');
  }
}
