import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { startStandIn, type StandIn } from '../../test/support/eventstoredb/stand-in.mjs';
import { InvalidAppend, MAX_BODY_BYTES } from './event-store.port.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { eventStoreDbGround } from './eventstoredb-ground.specification.js';
import { MemoryEventIndex } from './eventstoredb-memory-index.js';
import { newAppend, newEvent } from './store-samples.specification.js';

const pem = (name: string) => join(import.meta.dirname, '../../test/support/eventstoredb/tls', name);
const open = (url: string) =>
  EventStoreDbEventStore.open(url, { index: new MemoryEventIndex(), retryForMs: 1_500 });

describe('a configuration that cannot work is said once, at the start, in one sentence', () => {
  let tls: StandIn;
  let plain: StandIn;
  beforeAll(async () => {
    const pair = { key: readFileSync(pem('server.key')), cert: readFileSync(pem('server.pem')) };
    tls = await startStandIn({ tls: pair, password: 'youan:right' });
    plain = await startStandIn();
  });
  afterAll(() => {
    tls.stop();
    plain.stop();
  });
  const trusted = `tls=true&tlsCAFile=${pem('trusted.pem')}`;
  const wrong: [string, () => string, RegExp][] = [
    [
      'a certificate of another authority',
      () => `esdb://youan:right@127.0.0.1:${tls.port}?tls=true&tlsCAFile=${pem('other.pem')}`,
      /is not trusted by .*other\.pem/,
    ],
    [
      'a certificate nobody vouches for',
      () => `esdb://youan:right@127.0.0.1:${tls.port}`,
      /is not trusted by Node\.js/,
    ],
    [
      'plain text to a TLS server',
      () => `esdb://127.0.0.1:${tls.port}?tls=false`,
      /speaks TLS, and EVENTSTOREDB_URL says tls=false/,
    ],
    ['TLS to a plain server', () => `esdb://127.0.0.1:${plain.port}?tls=true`, /speaks plain text/],
    [
      'a wrong password',
      () => `esdb://youan:wrong@127.0.0.1:${tls.port}?${trusted}`,
      /password .* is wrong or missing/,
    ],
    ['no password', () => `esdb://127.0.0.1:${tls.port}?${trusted}`, /password .* is wrong or missing/],
    ['an address that is none', () => 'http://127.0.0.1:2113', /cannot be understood/],
    [
      'a file that is not there',
      () => `esdb://127.0.0.1:${tls.port}?tls=true&tlsCAFile=/nowhere/ca.pem`,
      /nowhere|File was not found/,
    ],
  ];
  test.each(wrong)('%s', async (_, url, says) => {
    const began = Date.now();
    const error = await open(url()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'StoreMisconfigured', en: expect.stringMatching(says) });
    const { zh, message } = error as { zh: string; message: string };
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(message).not.toMatch(/right|wrong@/); // never the password
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  test('and what is right is let in, through TLS and with a password', async () => {
    const store = await open(`esdb://youan:right@127.0.0.1:${tls.port}?${trusted}`);
    expect(await store.append(newAppend('case-1'))).toMatchObject({ outcome: 'ok', revision: 0 });
    expect(await store.readSubject('facility:F-1')).toHaveLength(1);
    await store.close();
  });

  test('a server that is not there is an outage, not a configuration', async () => {
    const gone = await startStandIn();
    gone.stop();
    await expect(open(gone.url)).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(/事件库没有应答 .* did not answer, \d+ tries/),
    });
  });

  test('nor is one that takes connections and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const error = await open(`esdb://127.0.0.1:${port}?${trusted}`).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'StoreUnavailable' });
    for (const socket of sockets) socket.destroy();
    silent.close();
  }, 30_000);

  test('of several nodes the first that is there is looked at', async () => {
    const gone = await startStandIn();
    gone.stop();
    const nodes = [gone, plain, plain].map(({ port }) => `127.0.0.1:${port}`).join(',');
    await expect(open(`esdb://${nodes}?tls=true`)).rejects.toMatchObject({ name: 'StoreMisconfigured' });
    await (await open(`esdb://${nodes}?tls=false&nodePreference=leader`)).close();
  }, 30_000);
});

test('a name of the server’s own is refused: nobody would find an event of ours there', async () => {
  const ground = await eventStoreDbGround();
  await expect(ground.store.append(newAppend('$case-1'))).rejects.toThrow(InvalidAppend);
  const events = [newEvent({ type: '$HazardFound' })];
  await expect(ground.store.append(newAppend('case-1', { events }))).rejects.toThrow(/the server's own/);
  await ground.close();
});

describe('one append is at most 1 MiB', () => {
  const ofBytes = (bytes: number) => newEvent({ body: JSON.stringify('x'.repeat(bytes - 2)) });

  test('what is larger is refused before the call, in a sentence', async () => {
    const ground = await eventStoreDbGround();
    const events = Array.from({ length: 4 }, () => ofBytes(MAX_BODY_BYTES));
    const refused = ground.store.append(newAppend('case-1', { events }));
    await expect(refused).rejects.toThrow(InvalidAppend);
    await expect(refused).rejects.toThrow(
      /case-1: 4 events of \d+ bytes together; EventStoreDB takes 1048576/,
    );
    const fits = newAppend('case-1', { events: [...events.slice(1), ofBytes(200_000)] });
    expect(await ground.store.append(fits)).toMatchObject({ outcome: 'ok', revision: 3 });
    await ground.close();
  });
});
