// What the bare client does when two servers are used and one of them dies: prints how the other's append failed, and what its
// late reply threw. A process of its own, because the throw is out of an event handler that nobody can guard.
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { startStandIn } from '../support/eventstoredb/stand-in.mjs';

const seen = { other: 'ok', late: 'nothing' };
process.on('uncaughtException', (error) => {
  seen.late = error.constructor.name;
});
const [dying, sound] = [await startStandIn(), await startStandIn()];
dying.faults.delayMs = sound.faults.delayMs = 400;
const append = ({ url }) =>
  EventStoreDBClient.connectionString(url).appendToStream('case-1', jsonEvent({ type: 'T', data: {} }));
append(dying).catch(() => {});
const other = append(sound).catch((error) => {
  seen.other = error.constructor.name;
});
await sleep(200);
dying.stop();
await other;
await sleep(500);
process.stdout.write(JSON.stringify(seen));
process.exit(0);
