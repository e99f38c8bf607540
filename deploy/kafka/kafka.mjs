// Apache Kafka in KRaft mode from its own jars: no container, Java 17 and Maven only.
//   node deploy/kafka/kafka.mjs [BROKERS] [FOLDER]     one broker (or three) on loopback, until Ctrl-C; prints the addresses
// Tests import startKafka and may kill and restart single brokers.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, connect } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const START_MS = 60_000;

export const kafkaCanRun = () => ['java', 'mvn'].every(isInstalled);
function isInstalled(program) {
  try {
    execFileSync(program, ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Brings the jars once a machine; answers the class path. */
function classPath() {
  const jars = process.env.KAFKA_JARS ?? join(homedir(), '.cache', 'youan', 'kafka-4.1.0');
  if (!existsSync(join(jars, 'complete'))) {
    mkdirSync(jars, { recursive: true });
    const goal = [
      '-q',
      '-f',
      join(here, 'pom.xml'),
      'dependency:copy-dependencies',
      `-DoutputDirectory=${jars}`,
    ];
    execFileSync('mvn', goal, { stdio: ['ignore', 'inherit', 'inherit'] });
    writeFileSync(join(jars, 'complete'), '');
  }
  return join(jars, '*');
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** As Kafka writes its own. One in 64 would begin with a dash, and its tool would take it for an option. */
function clusterId() {
  const bytes = randomBytes(16);
  bytes[0] &= 0x7f;
  return bytes.toString('base64url');
}

function propertiesOf(id, nodes, folder) {
  const { broker, controller } = nodes[id - 1];
  const replicas = nodes.length;
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': nodes.map((node, i) => `${i + 1}@127.0.0.1:${node.controller}`).join(','),
    listeners: `PLAINTEXT://127.0.0.1:${broker},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${broker}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(folder, `broker-${id}`),
    'num.partitions': 4,
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': Math.min(2, replicas),
    'default.replication.factor': replicas,
    'min.insync.replicas': Math.min(2, replicas),
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 6000,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

class Broker {
  constructor(id, port, folder, java) {
    Object.assign(this, { id, port, folder, ...java, settings: join(folder, `broker-${id}.properties`) });
  }

  java(main, args, options) {
    const heap = ['-Xmx512m', '-Xms128m', '-XX:+UseSerialGC', '-Djava.awt.headless=true'];
    return spawn('java', [...heap, ...this.jvm, '-cp', this.jars, main, ...args], options);
  }

  async format(cluster) {
    const done = this.java('kafka.tools.StorageTool', ['format', '-t', cluster, '-c', this.settings], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    done.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    const code = await new Promise((resolve) => done.on('close', resolve));
    if (code !== 0)
      throw new Error(`Kafka's storage of broker ${this.id} could not be formatted (exit ${code}): ${said}`);
  }

  async start() {
    const log = openSync(join(this.folder, `broker-${this.id}.log`), 'a');
    this.child = this.java('kafka.Kafka', [this.settings], { stdio: ['ignore', log, log] });
    closeSync(log);
    this.gone = new Promise((resolve) => this.child.on('exit', resolve));
    await this.answers();
  }

  async answers() {
    for (const until = Date.now() + START_MS; Date.now() < until;) {
      if (await connects(this.port)) return;
      if (this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const tail = readFileSync(join(this.folder, `broker-${this.id}.log`), 'utf8')
      .split('\n')
      .slice(-15)
      .join('\n');
    throw new Error(`broker ${this.id} did not start:\n${tail}`);
  }

  async end(signal) {
    this.child?.kill(signal);
    await this.gone;
  }
}

const connects = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => socket.destroy(resolve(true)));
    socket.on('error', () => resolve(false));
  });

/**
 * @param {{brokers?: 1 | 3, folder?: string, jvm?: string[]}} options
 *   A folder of its own is made, and removed at `stop`, when none is given. `jvm`: more options for Java.
 */
export async function startKafka({ brokers: count = 1, folder: given, jvm = [] } = {}) {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'youan-kafka-'));
  mkdirSync(folder, { recursive: true });
  const nodes = [];
  for (let i = 0; i < count; i += 1) nodes.push({ broker: await freePort(), controller: await freePort() });
  const jars = classPath();
  const brokers = nodes.map(({ broker }, i) => new Broker(i + 1, broker, folder, { jars, jvm }));
  const cluster = clusterId();
  await Promise.all(
    brokers.map(async (broker) => {
      writeFileSync(broker.settings, propertiesOf(broker.id, nodes, folder));
      await broker.format(cluster);
      await broker.start();
    }),
  );
  return {
    addresses: nodes.map(({ broker }) => `127.0.0.1:${broker}`),
    /** As `kill -9` does it. Broker ids run from 1. */
    kill: (id) => brokers[id - 1].end('SIGKILL'),
    restart: (id) => brokers[id - 1].start(),
    stop: async () => {
      await Promise.all(brokers.map((broker) => broker.end('SIGKILL')));
      if (!given) rmSync(folder, { recursive: true, force: true });
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const kafka = await startKafka({ brokers: Number(process.argv[2] ?? 1), folder: process.argv[3] });
  console.log(kafka.addresses.join(','));
  process.on('SIGINT', () => kafka.stop().then(() => process.exit(0)));
  process.on('SIGTERM', () => kafka.stop().then(() => process.exit(0)));
}
