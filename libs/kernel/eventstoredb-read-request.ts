import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Mark } from './eventstoredb-index.js';

/** What is read: a stream from a revision, or the whole log from a place, itself included. */
export type Asked = {
  readonly count: number;
  readonly backwards?: boolean;
} & (
  | { readonly stream: string; readonly from: number | 'end' }
  | { readonly stream?: undefined; readonly from: Mark | 'start' | 'end' }
);

const [FORWARDS, BACKWARDS] = [0, 1] as const;

/** The question as one message of the server's read call. */
export function requestOf(asked: Asked) {
  const options = new streams.ReadReq.Options();
  if (asked.stream === undefined) options.setAll(allFrom(asked.from));
  else options.setStream(streamFrom(asked.stream, asked.from));
  options.setCount(String(asked.count));
  options.setReadDirection(asked.backwards ? BACKWARDS : FORWARDS);
  options.setNoFilter(new shared.Empty());
  const ids = new streams.ReadReq.Options.UUIDOption();
  ids.setString(new shared.Empty());
  options.setUuidOption(ids);
  const request = new streams.ReadReq();
  request.setOptions(options);
  return request;
}

function allFrom(from: Mark | 'start' | 'end') {
  const all = new streams.ReadReq.Options.AllOptions();
  if (from === 'start') all.setStart(new shared.Empty());
  else if (from === 'end') all.setEnd(new shared.Empty());
  else {
    const place = new streams.ReadReq.Options.Position();
    place.setCommitPosition(String(from.commit));
    place.setPreparePosition(String(from.prepare));
    all.setPosition(place);
  }
  return all;
}

function streamFrom(name: string, from: number | 'end') {
  const stream = new streams.ReadReq.Options.StreamOptions();
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(name, 'utf8'));
  stream.setStreamIdentifier(identifier);
  if (from === 'end') stream.setEnd(new shared.Empty());
  else stream.setRevision(String(from));
  return stream;
}
