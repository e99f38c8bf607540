// `npm run test:kafka [-- JEST ARGUMENTS]`: three real brokers, the suites of this folder, and no broker left behind.
// Suites kill and restart brokers through the small address given as KAFKA_CONTROL.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { kafkaCanRun, startKafka } from '../../deploy/kafka/kafka.mjs';

// They live for minutes: being ready soon counts more than speed later.
const SOON_READY = ['-XX:TieredStopAtLevel=1', '-Xshare:auto'];
const project = join(import.meta.dirname, '..', '..');
const jest = join(project, 'node_modules', 'jest', 'bin', 'jest.js');

if (!kafkaCanRun()) {
  console.error('Kafka needs Java 17 and Maven (java, mvn): not found, so nothing was tested');
  process.exit(process.argv.includes('--if-possible') ? 0 : 2);
}

function control(kafka) {
  const server = createServer((request, response) => {
    const [, act, id] = /^\/(kill|restart)\/([123])$/.exec(request.url) ?? [];
    if (act === undefined) return response.writeHead(404).end();
    kafka[act](Number(id)).then(
      () => response.end('done'),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const started = performance.now();
const kafka = await startKafka({ brokers: 3, jvm: SOON_READY });
const server = await control(kafka);
console.log(
  `3 brokers in ${((performance.now() - started) / 1000).toFixed(1)} s: ${kafka.addresses.join(', ')}`,
);
const args = [jest, '--config', 'test/kafka/jest.config.mjs', '--runInBand'];
const child = spawn(
  process.execPath,
  [...args, ...process.argv.slice(2).filter((arg) => arg !== '--if-possible')],
  {
    cwd: project,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      KAFKA_TEST_BROKERS: kafka.addresses.join(','),
      KAFKA_CONTROL: `http://127.0.0.1:${server.address().port}`,
    },
  },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
const code = await new Promise((resolve) => child.on('exit', (exit) => resolve(exit ?? 1)));
server.close();
await kafka.stop();
process.exit(code);
