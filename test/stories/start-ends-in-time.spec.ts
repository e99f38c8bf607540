import { connect } from 'node:net';
import { once } from 'node:events';
import { runningPlatform } from '../support/running-platform.js';

test('a reader who has stopped reading does not hold up the end', async () => {
  const platform = await runningPlatform();
  const { hostname, port } = new URL(platform.url);
  const reader = connect({ host: hostname, port: Number(port) });
  reader.on('error', () => {});
  await once(reader, 'connect');
  // 1.4 MB, more than the sockets between us hold: the answer stays under way.
  reader.write('GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(reader, 'readable');

  const start = performance.now();
  await platform.stop();
  expect(performance.now() - start).toBeLessThan(15_000);
  reader.destroy();
}, 60_000);
