import type { Channel } from '@grpc/grpc-js';
import { EventStoreDBClient, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startStandIn, type StandIn } from '../../test/support/eventstoredb/stand-in.mjs';
import { Connection } from './eventstoredb-connection.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import type { EventStoreDbOptions } from './eventstoredb-options.js';
import { MemoryEventIndex } from './eventstoredb-memory-index.js';
import { newAppend, newEvent } from './store-samples.specification.js';

/**
 * Each defect is shown in the bare client first, so that its end would be noticed, and then that the
 * adapter is free of it.
 */
describe('a defect of @eventstore/db-client 6.2.1 does not reach the port', () => {
  const standIns: StandIn[] = [];
  const stores: EventStoreDbEventStore[] = [];
  const clients: EventStoreDBClient[] = [];
  const serve = async (options?: Parameters<typeof startStandIn>[0]) => {
    const standIn = await startStandIn(options);
    standIns.push(standIn);
    return standIn;
  };
  const openStore = async (url: string, options: Partial<EventStoreDbOptions> = {}) => {
    const store = await EventStoreDbEventStore.open(url, { index: new MemoryEventIndex(), ...options });
    stores.push(store);
    return store;
  };
  const bareClient = (url: string) => {
    const client = EventStoreDBClient.connectionString(url);
    clients.push(client);
    return client;
  };
  const event = () => jsonEvent({ id: randomUUID(), type: 'T', data: {} });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await Promise.all(clients.splice(0).map((client) => client.dispose()));
    for (const standIn of standIns.splice(0)) standIn.stop();
  });

  test('one bank of promises for the whole process: a server that dies takes the appends of another with it', async () => {
    const script = join(import.meta.dirname, '../../test/faults/eventstoredb-bare-client.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script], {
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect(JSON.parse(stdout)).toEqual({ other: expect.stringMatching(/Error$/), late: 'TypeError' });

    const [dying, sound] = [await serve(), await serve()];
    const [one, other] = [await openStore(dying.url, { retryForMs: 300 }), await openStore(sound.url)];
    dying.faults.delayMs = sound.faults.delayMs = 300;
    const lost = one.append(newAppend('case-1')).catch((error: Error) => error.name);
    const kept = other.append(newAppend('case-1'));
    await sleep(100);
    dying.stop();
    expect(await kept).toMatchObject({ outcome: 'ok', revision: 0 });
    expect(await lost).toBe('StoreUnavailable');
  });

  test('only a server-side deadline: a lost reply is waited for without end', async () => {
    const standIn = await serve();
    const client = bareClient(standIn.url);
    standIn.faults.lostReplies = 1;
    const waiting = client.appendToStream('bare', event(), { expectedRevision: NO_STREAM, deadline: 200 });
    expect(await Promise.race([waiting, sleep(1_500, 'still waiting')])).toBe('still waiting');

    const store = await openStore(standIn.url, { callMs: 300 });
    standIn.faults.lostReplies = 1;
    const append = newAppend('case-1');
    expect(await store.append(append)).toMatchObject({ outcome: 'duplicate', revision: 0 });
    expect(await store.readStream('case-1')).toHaveLength(1);
  });

  test('throwOnAppendFailure=false: a conflict is answered as a success at revision 1', async () => {
    const standIn = await serve();
    const url = `${standIn.url}&throwOnAppendFailure=false`;
    const store = await openStore(url);
    await store.append(newAppend('case-1', { events: Array.from({ length: 5 }, () => newEvent()) }));
    const answer = await bareClient(url).appendToStream('case-1', event(), { expectedRevision: NO_STREAM });
    expect(answer).toMatchObject({ success: false, nextExpectedRevision: 1n }); // it stands at 4

    const conflict = { outcome: 'version-conflict', revision: 4 };
    expect(await store.append(newAppend('case-1', { expected: 'none' }))).toEqual(conflict);
  });

  test('subscriptions never reconnect', async () => {
    const before = await serve();
    const heard: string[] = [];
    const subscription = bareClient(before.url).subscribeToAll({ fromPosition: START });
    subscription.on('data', ({ event: stored }) => stored && heard.push(stored.type));
    subscription.on('error', (error) => heard.push(error.constructor.name));
    const store = await openStore(before.url, { index: new MemoryEventIndex() });
    await store.append(newAppend('case-1', { events: [newEvent({ type: 'Before' })] }));
    expect(await store.readSubject('facility:F-1')).toHaveLength(1); // the filler's subscription lives
    before.stop();
    await sleep(200);
    await serve({ port: before.port, log: before.log });
    await store.append(newAppend('case-1', { events: [newEvent({ type: 'After' })] }));
    expect((await store.readSubject('facility:F-1')).map(({ event: { type } }) => type)).toEqual([
      'Before',
      'After',
    ]);
    expect(heard.filter((word) => /^(Before|After)$/.test(word))).toEqual(['Before']);
  });

  test('numbers beyond 2^53 are changed by its JSON: bodies travel as bytes', async () => {
    const standIn = await serve();
    const client = bareClient(standIn.url);
    const text = '{"amount":12345678901234567}';
    const data = JSON.parse(text) as { amount: number }; // as whoever hands JSON to the client must
    await client.appendToStream('bare', jsonEvent({ type: 'Paid', data }));
    const store = await openStore(standIn.url);
    const body = '{"b":1,"a":12345678901234567890,"text":"e\\u0301"}';
    await store.append(newAppend('case-1', { events: [newEvent({ body })] }));
    const read = async (stream: string) => {
      const read: unknown[] = [];
      for await (const { event: stored } of client.readStream(stream)) read.push(stored!.data);
      return read[0];
    };
    expect(JSON.stringify(await read('bare'))).not.toBe(text);
    expect(Buffer.from((await read('case-1')) as Uint8Array).toString()).toBe(body);
  });

  test('`created` is cut to milliseconds: an instant given on import keeps its microseconds', async () => {
    const standIn = await serve();
    const store = await openStore(standIn.url, { allowRecordedAt: true });
    const recordedAt = '2024-05-06T01:00:00.123456Z';
    await store.append(newAppend('case-1', { recordedAt }));
    expect((await store.readStream('case-1'))[0]!.recordedAt).toBe(recordedAt);
    expect(await store.positionAt('2024-05-06T01:00:00.123455Z')).toBe(0n);
    expect(await store.positionAt(recordedAt)).toBe(await store.head());
  });

  test('`actualVersion` is sometimes a word: no stream is revision -1', async () => {
    const standIn = await serve();
    const refused = bareClient(standIn.url).appendToStream('none', event(), { expectedRevision: 5n });
    await expect(refused).rejects.toMatchObject({ actualVersion: 'no_stream', message: '' });
    const store = await openStore(standIn.url);
    const conflict = { outcome: 'version-conflict', revision: -1 };
    expect(await store.append(newAppend('none', { expected: 5 }))).toEqual(conflict);
  });

  test('a look-up of the server’s features that failed once is kept for good', async () => {
    const standIn = await serve();
    standIn.faults.notReady = true;
    const client = bareClient(standIn.url);
    const append = () =>
      client.appendToStream('bare', event()).then(
        () => 'ok',
        () => 'failed',
      );
    expect(await append()).toBe('failed');
    const opening = openStore(standIn.url);
    await sleep(300);
    standIn.faults.notReady = false;
    expect(await append()).toBe('failed'); // the server is ready, the client is not
    const store = await opening;
    expect(await store.append(newAppend('case-1'))).toMatchObject({ outcome: 'ok' });
  });

  test('a write that waits for room when the server dies is rejected where nobody can catch it', async () => {
    const standIn = await serve();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const store = await openStore(standIn.url, { callMs: 2_000 });
    const body = JSON.stringify('x'.repeat(200_000));
    const appends = Array.from({ length: 30 }, (_, i) =>
      newAppend(`case-${i}`, { events: [newEvent({ body })] }),
    );
    const answers = appends.map((append) => store.append(append));
    await sleep(5);
    standIn.stop();
    await serve({ port: standIn.port, log: standIn.log });
    for (const answer of answers) expect((await answer).outcome).toMatch(/^(ok|duplicate)$/);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    expect(new Set(standIn.ours().map(({ id }) => id)).size).toBe(30);
    expect(standIn.ours()).toHaveLength(30);
  });

  test('HTTP/2 keeps its window of 64 KB: the server stands still after fifty events', async () => {
    const windows: (number | undefined)[] = [];
    const server = createServer().on('session', (session) => {
      session.once('remoteSettings', ({ initialWindowSize }) => windows.push(initialWindowSize));
    });
    await new Promise<void>((bound) => server.listen(0, '127.0.0.1', bound));
    const url = `esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`;
    const knock = async (client: EventStoreDBClient) => {
      const { getChannel } = client as unknown as { getChannel(): Promise<Channel> };
      const channel = await getChannel();
      channel.getConnectivityState(true);
      const before = windows.length;
      while (windows.length === before) await sleep(10);
      channel.close();
    };
    await knock(bareClient(url));
    const connection = new Connection(url, 1_000);
    await knock(connection.line.client);
    await connection.close();
    server.close();
    expect(windows).toEqual([64 * 1024 - 1, 1024 * 1024]);
  });
});
