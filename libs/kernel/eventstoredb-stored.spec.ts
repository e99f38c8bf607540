import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { NO_SUCH_STREAM, NOTHING, readMessage } from './eventstoredb-stored.js';

const { ReadResp } = streams;
const bytesOf = (message: InstanceType<typeof ReadResp>) => Buffer.from(message.serializeBinary());

const events = fc.record({
  id: fc.uuid(),
  streamId: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  type: fc.string({ unit: 'grapheme', maxLength: 40 }),
  revision: fc.maxSafeNat(),
  commit: fc.bigInt(0n, 2n ** 53n - 1n),
  prepare: fc.bigInt(0n, 2n ** 53n - 1n),
  createdMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  isJson: fc.boolean(),
  body: fc.uint8Array({ maxLength: 3_000 }),
  metadata: fc.uint8Array({ maxLength: 300 }),
});
type Told = typeof events extends fc.Arbitrary<infer T> ? T : never;

/** As the server would send it, made with the client's own classes. */
function sent(told: Told, withLink = false): Buffer {
  const recorded = new ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(told.id);
  recorded.setId(id);
  const stream = new shared.StreamIdentifier();
  stream.setStreamName(Buffer.from(told.streamId));
  recorded.setStreamIdentifier(stream);
  recorded.setStreamRevision(String(told.revision));
  recorded.setCommitPosition(String(told.commit));
  recorded.setPreparePosition(String(told.prepare));
  const system = recorded.getMetadataMap();
  system.set('type', told.type).set('created', String(BigInt(told.createdMs) * 10_000n + 9_999n));
  system.set('content-type', told.isJson ? 'application/json' : 'application/octet-stream');
  system.set('something-new', 'of a later server');
  recorded.setData(told.body);
  recorded.setCustomMetadata(told.metadata);
  const read = new ReadResp.ReadEvent();
  read.setEvent(recorded);
  if (withLink) read.setLink(recorded);
  read.setCommitPosition(String(told.commit));
  const message = new ReadResp();
  message.setEvent(read);
  return bytesOf(message);
}

describe('a message of the server, read where it lies', () => {
  test('says the same as the client’s own classes read out of it', () =>
    fc.assert(
      fc.property(events, fc.boolean(), (told, withLink) => {
        const { body, metadata, ...rest } = readMessage(sent(told, withLink)) as unknown as Told;
        const { body: toldBody, metadata: toldMetadata, ...toldRest } = told;
        expect(rest).toEqual(toldRest);
        expect([...body]).toEqual([...toldBody]);
        expect([...metadata]).toEqual([...toldMetadata]);
      }),
    ));

  test('tells a stream that is not there from messages of no interest', () => {
    const missing = new ReadResp();
    missing.setStreamNotFound(new ReadResp.StreamNotFound());
    expect(readMessage(bytesOf(missing))).toBe(NO_SUCH_STREAM);
    const caughtUp = new ReadResp();
    caughtUp.setCaughtUp(new ReadResp.CaughtUp());
    expect(readMessage(bytesOf(caughtUp))).toBe(NOTHING);
    expect(readMessage(Buffer.alloc(0))).toBe(NOTHING);
  });

  test('refuses an event whose id has another form than was asked for', () => {
    const read = new ReadResp.ReadEvent();
    read.setEvent(new ReadResp.ReadEvent.RecordedEvent());
    const message = new ReadResp();
    message.setEvent(read);
    expect(() => readMessage(bytesOf(message))).toThrow('another form');
  });
});
