import type { PostgresEventStore } from '#kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresGround, type PostgresGround } from '../../libs/kernel/store-ground.specification.js';
import { newAppend } from '../../libs/kernel/store-samples.specification.js';
import { FaultyProxy, PEACE } from './faulty-proxy.js';

/** A connection that is owed an answer is cut two seconds later. */
const LONGEST_STATEMENT_MS = 200;
const CUT_MS = LONGEST_STATEMENT_MS + 2_000;

describe('a server that falls silent', () => {
  let ground: PostgresGround;
  let proxy: FaultyProxy;
  let store: PostgresEventStore;
  beforeEach(async () => {
    ground = await postgresGround();
    proxy = await FaultyProxy.before(ground.url);
    store = ground.another({ url: proxy.url, limits: { statementMs: LONGEST_STATEMENT_MS } });
  });
  afterEach(async () => {
    proxy.faults = PEACE;
    await ground.close();
    await proxy.close();
  });

  test('is not waited for: what was asked is asked again, and stands once', async () => {
    await store.append(newAppend('case-1'));
    proxy.faults = { ...PEACE, silent: true };
    const start = performance.now();
    const [append, head] = [store.append(newAppend('case-2', { expected: 'none' })), store.head()];
    await sleep(500);
    proxy.faults = PEACE;
    expect(await append).toMatchObject({ outcome: expect.stringMatching(/^(ok|duplicate)$/), revision: 0 });
    expect(await head).toBeGreaterThanOrEqual(1n);
    expect(performance.now() - start).toBeGreaterThan(CUT_MS - 100); // asked again because it was cut, not before
    expect(await ground.store.readStream('case-2')).toHaveLength(1);
  }, 30_000);

  test('because nobody asked it anything is left alone', async () => {
    await Promise.all([store.append(newAppend('case-1')), store.head()]);
    await sleep(300); // the connection that listens for others' commits
    const { accepted } = proxy;
    await sleep(CUT_MS + 500);
    await Promise.all([store.append(newAppend('case-2')), store.head()]);
    expect(proxy.accepted).toBe(accepted);
  }, 30_000);
});
