// A stand-in for EventStoreDB: the real gRPC services over a real socket, good enough that probe.mjs prints the answers of a real
// server to the byte. Its faults can be caused: lost replies, not leader, not ready, sign-in refused, death.
//   node stand-in.mjs PORT [FILE]     as a process of its own, which may be killed; with a file it comes back with all it acknowledged
import { randomUUID } from 'node:crypto';
import { Log } from './log.mjs';
import { isOthers, others } from './others.mjs';
import { reading } from './reading.mjs';
import * as wire from './messages.mjs';

const { grpc } = wire;

/** @param {{port?: number, file?: string, log?: Log, tls?: {key: Buffer, cert: Buffer}, password?: string}} options */
export async function startStandIn({ port = 0, file, log = new Log(file, others()), tls, password } = {}) {
  const faults = {
    lostReplies: 0,
    notLeader: undefined,
    notReady: false,
    members: undefined,
    delayMs: 0,
    denied: false,
    placeless: 0,
  };
  const server = new grpc.Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  const services = new Services(log, faults, password);
  server.addService(wire.ServerFeaturesService, {
    getSupportedMethods: services.guarded((_, reply) => reply(null, wire.supportedMethods())),
  });
  server.addService(wire.GossipService, {
    read: (_, reply) =>
      reply(null, wire.clusterOf(faults.members ?? [{ host: '127.0.0.1', port: bound, leader: true }])),
  });
  server.addService(wire.StreamsService, services.streams());
  const credentials = tls
    ? grpc.ServerCredentials.createSsl(null, [{ private_key: tls.key, cert_chain: tls.cert }])
    : grpc.ServerCredentials.createInsecure();
  const bound = await new Promise((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, at) => (error ? reject(error) : resolve(at))),
  );
  return {
    port: bound,
    log,
    faults,
    ours: () => log.events.filter((event) => !isOthers(event)),
    url: `esdb://127.0.0.1:${bound}?tls=${Boolean(tls)}`,
    stop: () => server.forceShutdown(),
  };
}

class Services {
  constructor(log, faults, password) {
    Object.assign(this, { log, faults, password });
  }

  streams() {
    const { log } = this;
    return {
      read: this.guarded((call) => {
        const name = wire.streamRead(call.request);
        if (log.streams.get(name)?.tombstoned) return call.emit('error', deletedStream(name));
        return reading(log, call);
      }),
      append: this.guarded((call, reply) => this.append(call, reply)),
      batchAppend: (call) => this.batchAppend(call),
      delete: this.guarded((call, reply) => reply(null, removed(log, call, 'removed', 'DeleteResp'))),
      tombstone: this.guarded((call, reply) =>
        reply(null, removed(log, call, 'tombstoned', 'TombstoneResp')),
      ),
    };
  }

  /** Why this call is not served now, as the server says it. */
  refusal(metadata) {
    const { notLeader, notReady } = this.faults;
    if (
      this.password &&
      metadata.get('authorization')[0] !== `Basic ${Buffer.from(this.password).toString('base64')}`
    )
      return said(grpc.status.UNAUTHENTICATED, 'access-denied', 'Not Authenticated');
    if (this.faults.denied) return said(grpc.status.PERMISSION_DENIED, 'access-denied', 'Access Denied');
    if (notReady) return said(grpc.status.UNKNOWN, undefined, 'Server Is Not Ready');
    if (notLeader && metadata.get('requires-leader')[0] === 'true') {
      const error = said(grpc.status.NOT_FOUND, 'not-leader', 'Leader info available');
      error.metadata.set('leader-endpoint-host', notLeader.host);
      error.metadata.set('leader-endpoint-port', String(notLeader.port));
      return error;
    }
    return undefined;
  }

  guarded(serve) {
    return (call, reply) => {
      const refusal = this.refusal(call.metadata);
      if (!refusal) return serve(call, reply);
      if (reply) return reply(refusal);
      return call.emit('error', refusal);
    };
  }

  append(call, reply) {
    let options;
    const proposed = [];
    call.on('data', (request) => {
      if (request.hasOptions()) options = request.getOptions();
      else proposed.push(wire.proposedOf(request.getProposedMessage()));
    });
    call.on('end', () => {
      const name = wire.nameOf(options.getStreamIdentifier());
      const expected = wire.expectedOf(options, 'getRevision');
      const result = this.log.append(name, expected, proposed);
      if (this.loses()) return;
      if (result.tooLarge)
        return reply(said(grpc.status.INVALID_ARGUMENT, 'maximum-append-size-exceeded', 'Too large'));
      if (result.deleted) return reply(deletedStream(name));
      reply(null, wire.appendReply(expected, result));
    });
  }

  batchAppend(call) {
    const refusal = this.refusal(call.metadata);
    if (refusal && refusal.code !== grpc.status.UNKNOWN) return call.emit('error', refusal);
    const pending = new Map();
    call.on('data', (request) => {
      const key = wire.uuidOf(request.getCorrelationId());
      const batch = pending.get(key) ?? { options: request.getOptions(), proposed: [] };
      batch.proposed.push(...request.getProposedMessagesList().map(wire.proposedOf));
      pending.set(key, batch);
      if (!request.getIsFinal()) return;
      pending.delete(key);
      this.answerBatch(call, request.getCorrelationId(), batch);
    });
    call.on('end', () => call.end());
    call.on('error', () => {});
  }

  answerBatch(call, correlation, { options, proposed }) {
    const identifier = options.getStreamIdentifier();
    const expected = wire.expectedOf(options, 'getStreamPosition');
    const late = options.getDeadline() && options.getDeadline().toDate().getTime() <= Date.now();
    const result = this.faults.notReady
      ? { says: 'Server Is Not Ready' }
      : late
        ? { timeout: true }
        : this.log.append(wire.nameOf(identifier), expected, proposed);
    if (this.loses()) return;
    if (result.ok && this.faults.placeless > 0) {
      this.faults.placeless -= 1;
      result.ok = { revision: result.ok.revision };
    }
    const answer = () =>
      call.writable && call.write(wire.batchReply(correlation, identifier, expected, result));
    if (this.faults.delayMs > 0) setTimeout(answer, this.faults.delayMs);
    else answer();
  }

  /** The work is done, the answer is lost on the way. */
  loses() {
    if (this.faults.lostReplies <= 0) return false;
    this.faults.lostReplies -= 1;
    return true;
  }
}

function said(code, exception, message) {
  const metadata = new grpc.Metadata();
  if (exception) metadata.set('exception', exception);
  return Object.assign(new Error(message), { code, details: message, metadata });
}

function deletedStream(name) {
  const error = said(grpc.status.FAILED_PRECONDITION, 'stream-deleted', `Event stream '${name}' is deleted.`);
  error.metadata.set('stream-name', name);
  return error;
}

function removed(log, call, how, reply) {
  const position = log.remove(wire.nameOf(call.request.getOptions().getStreamIdentifier()), how);
  const response = new wire.streams[reply]();
  const at = new wire.streams[reply].Position();
  at.setCommitPosition(String(position));
  at.setPreparePosition(String(position));
  response.setPosition(at);
  return response;
}

if (process.argv[1] === import.meta.filename) {
  const [port, file] = process.argv.slice(2);
  const standIn = await startStandIn({ port: Number(port), file });
  console.log(JSON.stringify({ port: standIn.port, run: randomUUID() }));
  process.on('message', (faults) => Object.assign(standIn.faults, faults));
}
