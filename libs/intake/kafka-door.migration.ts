import type { MigrationInterface, QueryRunner } from 'typeorm';

const OFFSETS = `
  -- next_offset: everything before it is safe. epoch: raised whenever somebody takes the partition over; each
  -- move names it.
  create table intake.kafka_offset (
    topic text collate "C" not null,
    partition int not null,
    next_offset bigint not null check (next_offset >= 0),
    epoch bigint not null,
    moved_at timestamptz not null default now(),
    primary key (topic, partition)
  ) with (fillfactor = 50);

  -- Called in the transaction of the append, so whoever lost the partition undoes its append, too.
  create function intake.move_offset(of_topic text, of_partition int, first bigint, next bigint, by_epoch bigint)
  returns bigint language plpgsql as $$
  declare
    moved bigint;
  begin
    update intake.kafka_offset o set next_offset = next, moved_at = now()
      where o.topic = of_topic and o.partition = of_partition and o.epoch = by_epoch and o.next_offset <= first
      returning o.next_offset into moved;
    if moved is null then
      raise exception '%/% is not at % in epoch %', of_topic, of_partition, first, by_epoch using errcode = 'YK001';
    end if;
    return moved;
  end $$;
  alter table intake.rejection add place text;
`;

const PARKING = `
  -- A key of which one record was turned away and may be repaired: what follows of it waits, so that its
  -- order is kept.
  create table intake.parked_key (
    topic text collate "C" not null,
    partition int not null,
    key bytea not null,
    rejection_id uuid not null,
    parked_at timestamptz not null default now(),
    primary key (topic, partition, key)
  );
  create table intake.parked_record (
    topic text collate "C" not null,
    partition int not null,
    key bytea not null,
    kafka_offset bigint not null,
    bytes bytea,
    headers jsonb not null,
    parked_at timestamptz not null default now(),
    primary key (topic, partition, key, kafka_offset),
    foreign key (topic, partition, key) references intake.parked_key
  );
`;

/**
 * What the door for topics remembers: how far each partition is read, and what waits behind a rejected
 * record.
 */
export class KafkaDoor1732400000410 implements MigrationInterface {
  readonly name = 'KafkaDoor1732400000410';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OFFSETS);
    await runner.query(PARKING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table intake.parked_record, intake.parked_key, intake.kafka_offset');
    await runner.query('drop function intake.move_offset');
    await runner.query('alter table intake.rejection drop place');
  }
}
