import { StoreUnavailable, type PostgresEventStore } from '#kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { FULL } from '../../libs/kernel/store-crowd.specification.js';
import { postgresGround, type PostgresGround } from '../../libs/kernel/store-ground.specification.js';
import { newAppend } from '../../libs/kernel/store-samples.specification.js';
import { Acknowledged } from './acknowledged.js';
import { FaultyProxy, PEACE, type Faults } from './faulty-proxy.js';
import { storm } from './storm.js';

const STORM_MS = FULL ? 60_000 : 700;

describe('when connections break', () => {
  let ground: PostgresGround;
  let proxy: FaultyProxy;
  let stores: PostgresEventStore[];
  let acknowledged: Acknowledged;
  beforeEach(async () => {
    ground = await postgresGround();
    proxy = await FaultyProxy.before(ground.url);
    stores = [ground.another({ url: proxy.url }), ground.another({ url: proxy.url })];
    acknowledged = new Acknowledged();
  });
  afterEach(async () => {
    proxy.faults = PEACE;
    await ground.close();
    await proxy.close();
  });

  const weather: [string, Partial<Faults>][] = [
    ['before the request is there', { cutBefore: 0.02 }],
    ['after the commit and before the answer', { cutAfter: 0.02 }],
    ['by an administrator', { shutdown: 0.02 }],
    ['in every way at once', { cutBefore: 0.01, cutAfter: 0.02, shutdown: 0.01 }],
  ];
  test.each(weather)(
    '%s, everything said three times stands once and every answer agrees',
    async (_, faults) => {
      proxy.faults = { ...PEACE, ...faults };
      const end = Date.now() + STORM_MS;
      await storm(stores, acknowledged, () => Date.now() > end && proxy.broken > 3);
      expect(proxy.broken).toBeGreaterThan(3);
      expect(acknowledged.duplicates).toBeGreaterThan(0);
      await acknowledged.prove(ground.store);
    },
    120_000,
  );

  test('by the server at random, everything said three times stands once', async () => {
    const end = Date.now() + STORM_MS;
    let kills = 0;
    const killing = (async () => {
      while (Date.now() < end || kills < 4) {
        await sleep(100);
        kills += (
          await ground.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
            and application_name = 'youan-store' order by random() limit 1`)
        ).length;
      }
    })();
    await storm(stores, acknowledged, () => Date.now() > end && kills > 3);
    await killing;
    expect(kills).toBeGreaterThan(3);
    await acknowledged.prove(ground.store);
  }, 120_000);

  test('and the disk is full now and then, appends wait for room and nothing is answered wrongly', async () => {
    await ground.sql(`create sequence full_disk; create function public.full_disk() returns trigger language plpgsql as $$
      begin if nextval('public.full_disk') % 20 = 0 then raise 'could not extend file' using errcode = 'disk_full'; end if;
      return null; end $$; grant usage on sequence full_disk to public;
      create trigger full_disk after insert on store.event for each statement execute function full_disk()`);
    const end = Date.now() + STORM_MS;
    await storm(stores, acknowledged, () => Date.now() > end);
    const [tries] = await ground.sql<{ last_value: string }>('select last_value from full_disk');
    expect(Number(tries!.last_value)).toBeGreaterThan(20);
    await acknowledged.prove(ground.store);
  }, 120_000);

  test('because the server became read-only, appends wait until it takes them again', async () => {
    const [store] = stores;
    await store!.append(newAppend('case-1'));
    await ground.sql(`do $$ begin execute format('alter database %I set default_transaction_read_only = on',
      current_database()); end $$`);
    await ground.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
      and application_name = 'youan-store'`);
    const append = newAppend('case-1');
    let answered = false;
    const answer = store!.append(append).finally(() => (answered = true));
    await sleep(300);
    expect(answered).toBe(false);
    expect(await ground.store.head()).toBe(1n);
    await ground.sql(`do $$ begin set transaction read write; execute format('alter database %I reset
      default_transaction_read_only', current_database()); end $$`);
    acknowledged.note(append, await answer);
    await acknowledged.prove(ground.store);
  });

  test('and nobody can connect, the store says that it is unavailable, and recovers by itself', async () => {
    const hasty = ground.another({ url: proxy.url, retryForMs: 400, readForMs: 400 });
    proxy.faults = { ...PEACE, refuse: true };
    const append = newAppend('case-1');
    await expect(hasty.append(append)).rejects.toThrow(StoreUnavailable);
    await expect(hasty.head()).rejects.toThrow(StoreUnavailable);
    await expect(hasty.waitBeyond(0n, 200)).resolves.toBeUndefined();
    proxy.faults = PEACE;
    acknowledged.note(append, await hasty.append(append));
    await acknowledged.prove(hasty);
  });
});
