import { PostgresEventStore } from '#kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { FULL } from '../../libs/kernel/store-crowd.specification.js';
import { migrateStore } from '../../libs/kernel/store-ground.specification.js';
import { Acknowledged } from './acknowledged.js';
import { OwnServer } from './own-server.js';
import { storm } from './storm.js';

test('a server killed again and again under load loses nothing it acknowledged', async () => {
  const server = await OwnServer.start();
  await migrateStore(server.url);
  const stores = [new PostgresEventStore(server.url), new PostgresEventStore(server.url)];
  const acknowledged = new Acknowledged();
  let over = false;
  const storming = storm(stores, acknowledged, () => over);
  for (let kill = 0; kill < (FULL ? 40 : 2); kill += 1) {
    await sleep(FULL ? 3_000 : 700);
    await server.kill();
    await server.restart();
  }
  await sleep(300);
  over = true;
  await storming;
  expect(acknowledged.answers).toBeGreaterThan(100);
  await acknowledged.prove(stores[0]!);
  await Promise.all(stores.map((store) => store.close()));
  await server.stop();
}, 900_000);
