import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';

/** An event in the form that goes over the wire: exact bytes, never the client's JSON. */
export interface WireEvent {
  readonly id: string;
  readonly type: string;
  readonly body: Buffer;
  readonly metadata: Buffer;
}
export interface WireAppend {
  readonly stream: string;
  /** The revision the stream must have; -1: there must be no stream. */
  readonly expected: number;
  readonly events: readonly WireEvent[];
}
/** Where the last event of an append lies. */
export interface Landed {
  readonly revision: number;
  readonly position: bigint;
}

/**
 * One append as one message of the server's batch call. It names no deadline: that would be an instant of our
 * clock, and a server whose clock is ahead would refuse everything as late.
 */
export function requestOf(correlation: string, { stream, expected, events }: WireAppend) {
  const options = new streams.BatchAppendReq.Options();
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream, 'utf8'));
  options.setStreamIdentifier(identifier);
  if (expected < 0) options.setNoStream(new emptyPb.Empty());
  else options.setStreamPosition(String(expected));
  const request = new streams.BatchAppendReq();
  request.setCorrelationId(uuidOf(correlation));
  request.setOptions(options);
  request.setProposedMessagesList(events.map(proposedOf));
  request.setIsFinal(true);
  return request;
}

function proposedOf({ id, type, body, metadata }: WireEvent) {
  const message = new streams.BatchAppendReq.ProposedMessage();
  message.setId(uuidOf(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/octet-stream');
  message.setData(body);
  message.setCustomMetadata(metadata);
  return message;
}

function uuidOf(id: string) {
  const uuid = new shared.UUID();
  uuid.setString(id);
  return uuid;
}
