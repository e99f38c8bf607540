import { setImmediate as nextTurn } from 'node:timers/promises';
import { startStandIn } from '../../test/support/eventstoredb/stand-in.mjs';
import { Connection } from './eventstoredb-connection.js';
import { Unanswered } from './eventstoredb-faults.js';
import { readAsked } from './eventstoredb-read-call.js';

test('whoever is on a line that is given up is told, and its call is ended in a later turn', async () => {
  const standIn = await startStandIn();
  const connection = new Connection(standIn.url, 1_000);
  const { line } = connection;
  const read = readAsked(
    line,
    { stream: 'case-1', from: 0, count: 1 },
    { callMs: 1_000, take: ({ id }) => id },
  );
  const told = expect(read).rejects.toThrow(Unanswered);

  for (let failures = 0; failures < 5; failures += 1) connection.failed(line);
  expect(connection.line).not.toBe(line);
  // Node sends empty frames for ever when calls are cancelled in the turn in which a server says goodbye.
  expect(line.gone.aborted).toBe(false);
  await nextTurn();
  expect(line.gone.aborted).toBe(true);

  await told;
  await connection.close();
  standIn.stop();
});
