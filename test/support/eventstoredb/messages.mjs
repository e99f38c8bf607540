// The wire forms of EventStoreDB's gRPC services, made with the generated classes the client itself uses.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const generated = (name) => require(`@eventstore/db-client/generated/${name}.js`);
const clientRequire = createRequire(require.resolve('@eventstore/db-client'));

export const grpc = clientRequire('@grpc/grpc-js');
export const { StreamsService } = generated('streams_grpc_pb');
export const { ServerFeaturesService } = generated('serverfeatures_grpc_pb');
export const { GossipService } = generated('gossip_grpc_pb');
export const streams = generated('streams_pb');
export const shared = generated('shared_pb');
const features = generated('serverfeatures_pb');
const gossip = generated('gossip_pb');
const status = generated('status_pb');
const { Any } = clientRequire('google-protobuf/google/protobuf/any_pb.js');
const { Empty: GoogleEmpty } = clientRequire('google-protobuf/google/protobuf/empty_pb.js');

export const nameOf = (identifier) => Buffer.from(identifier.getStreamName_asU8()).toString('utf8');

/** The one stream that is read; undefined for all. */
export const streamRead = (request) => {
  const stream = request.getOptions().getStream();
  return stream && nameOf(stream.getStreamIdentifier());
};

export function uuidOf(uuid) {
  if (uuid.hasString()) return uuid.getString();
  const half = (bits) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const { mostSignificantBits, leastSignificantBits } = uuid.getStructured().toObject();
  const hex = half(mostSignificantBits) + half(leastSignificantBits);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const identifierOf = (name) => {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(name, 'utf8').toString('base64'));
  return identifier;
};

export const proposedOf = (message) => ({
  id: uuidOf(message.getId()),
  type: message.getMetadataMap().get('type'),
  contentType: message.getMetadataMap().get('content-type'),
  data: Buffer.from(message.getData_asU8()),
  metadata: Buffer.from(message.getCustomMetadata_asU8()),
});

export function readEvent(stored) {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(stored.id);
  recorded.setId(id);
  recorded.setStreamIdentifier(identifierOf(stored.stream));
  recorded.setStreamRevision(String(stored.revision));
  recorded.setCommitPosition(String(stored.position));
  recorded.setPreparePosition(String(stored.position));
  recorded.getMetadataMap().set('type', stored.type);
  recorded.getMetadataMap().set('content-type', stored.contentType);
  recorded.getMetadataMap().set('created', String(BigInt(stored.created) * 10_000n)); // ticks of 100 ns since 1970
  recorded.setData(stored.data.toString('base64'));
  recorded.setCustomMetadata(stored.metadata.toString('base64'));
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recorded);
  event.setCommitPosition(String(stored.position));
  return answer('setEvent', event);
}

export const answer = (setter, value) => {
  const response = new streams.ReadResp();
  response[setter](value);
  return response;
};
export const confirmation = (id) => {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(id);
  return answer('setConfirmation', confirmed);
};
export const caughtUp = () => answer('setCaughtUp', new streams.ReadResp.CaughtUp());
export const checkpoint = (position) => {
  const reached = new streams.ReadResp.Checkpoint();
  reached.setCommitPosition(String(position));
  reached.setPreparePosition(String(position));
  return answer('setCheckpoint', reached);
};
export const notFound = (identifier) => {
  const missing = new streams.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(identifier);
  return answer('setStreamNotFound', missing);
};

export const supportedMethods = () => {
  const supported = new features.SupportedMethods();
  supported.setEventStoreServerVersion('23.10.6');
  const method = new features.SupportedMethod();
  method.setServiceName('event_store.client.streams.streams');
  method.setMethodName('batchappend');
  supported.setMethodsList([method]);
  return supported;
};

export const clusterOf = (members) => {
  const cluster = new gossip.ClusterInfo();
  cluster.setMembersList(
    members.map(({ host, port, leader, alive = true }) => {
      const endpoint = new gossip.EndPoint();
      endpoint.setAddress(host);
      endpoint.setPort(port);
      const member = new gossip.MemberInfo();
      member.setState(leader ? gossip.MemberInfo.VNodeState.LEADER : gossip.MemberInfo.VNodeState.FOLLOWER);
      member.setIsAlive(alive);
      member.setHttpEndPoint(endpoint);
      return member;
    }),
  );
  return cluster;
};

/** A reply to one append of the batch call; `result` is the log's answer, or `{ timeout }`, or `{ says }` for words only. */
export function batchReply(correlation, identifier, expected, result) {
  const reply = new streams.BatchAppendResp();
  reply.setCorrelationId(correlation);
  reply.setStreamIdentifier(identifier);
  if (result.ok) {
    const success = new streams.BatchAppendResp.Success();
    const position = new shared.AllStreamPosition();
    position.setCommitPosition(String(result.ok.position));
    position.setPreparePosition(String(result.ok.position));
    success.setCurrentRevision(String(result.ok.revision));
    // A repeated append that is not replicated yet is answered without a place.
    if (result.ok.position === undefined) success.setNoPosition(new GoogleEmpty());
    else success.setPosition(position);
    reply.setSuccess(success);
  } else reply.setError(failure(result, expected));
  return reply;
}

function failure(result, expected) {
  const failed = new status.Status();
  failed.setMessage(result.says ?? '');
  const details = new Any();
  if (result.timeout) details.pack(new shared.Timeout().serializeBinary(), 'event_store.client.Timeout');
  else if (result.deleted)
    details.pack(new shared.StreamDeleted().serializeBinary(), 'event_store.client.StreamDeleted');
  else if (result.tooLarge)
    details.pack(tooLarge().serializeBinary(), 'event_store.client.MaximumAppendSizeExceeded');
  else if (result.says)
    details.pack(new shared.BadRequest().serializeBinary(), 'event_store.client.BadRequest');
  else
    details.pack(
      wrongVersion(expected, result.wrong).serializeBinary(),
      'event_store.client.WrongExpectedVersion',
    );
  failed.setDetails(details);
  return failed;
}

const tooLarge = () => {
  const message = new shared.MaximumAppendSizeExceeded();
  message.setMaxappendsize(1024 * 1024);
  return message;
};

function wrongVersion(expected, current) {
  const wrong = new shared.WrongExpectedVersion();
  if (current < 0) wrong.setCurrentNoStream(new GoogleEmpty());
  else wrong.setCurrentStreamRevision(String(current));
  if (expected === 'any') wrong.setExpectedAny(new GoogleEmpty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new GoogleEmpty());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new GoogleEmpty());
  else wrong.setExpectedStreamPosition(String(expected));
  return wrong;
}

/** A reply to the classic append call. */
export function appendReply(expected, result) {
  const reply = new streams.AppendResp();
  if (result.ok) {
    const success = new streams.AppendResp.Success();
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(String(result.ok.position));
    position.setPreparePosition(String(result.ok.position));
    success.setCurrentRevision(String(result.ok.revision));
    success.setPosition(position);
    reply.setSuccess(success);
    return reply;
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (result.wrong < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(result.wrong));
  if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
  else if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  reply.setWrongExpectedVersion(wrong);
  return reply;
}

export const expectedOf = (options, revision) => {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream_exists';
  return Number(options[revision]());
};
