import { contractBook, publishedEvents } from '#contracts';
import { MemoryEventStore, type Outgoing } from '#kernel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agreements } from './agreements.words.js';
import { Line, portions } from './line.js';
import type { Place } from './outgoing.js';
import type { Tenure } from './places.adapter.js';

const [forPublic, forGovernment] = agreements as [(typeof agreements)[0], (typeof agreements)[0]];
const types = ['HazardFound', 'PenaltyDecided', 'ComplaintReceived', 'InspectionClosed'] as const;
const samples = types.map((type) => {
  const { version } = publishedEvents.find((contract) => contract.type === type)!;
  const path = join(import.meta.dirname, '../contracts/samples', `${type}.v${version}.json`);
  return { type, version, data: JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown> };
});

async function storeWith(count: number): Promise<MemoryEventStore> {
  const store = new MemoryEventStore();
  for (let at = 0; at < count; at += 1) {
    const { type, version, data } = samples[at % samples.length]!;
    const about = { ...data, facilityId: `F-${at % 3}` };
    const event = {
      eventId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      type,
      version,
      body: JSON.stringify(about),
      occurredAt: '2024-05-06T01:00:00Z',
      subjects: [`facility:F-${at % 3}`],
      meta: { actor: 'a', department: 'FIRE', region: '371302' },
    };
    await store.append({ stream: `s-${at % 5}`, expected: 'any', events: [event] });
  }
  return store;
}

/** A place that is kept, a broker that takes, and a line between them that may be broken anywhere. */
function desk(store: MemoryEventStore, fails: (call: string, times: number) => boolean = () => false) {
  const stop = new AbortController();
  const sent: Outgoing[] = [];
  const kept: { place: Place } = { place: { position: 0n, ordinal: 0n, previous: 0n } };
  let times = 0;
  const call = (name: string) => {
    times += 1;
    if (fails(name, times)) throw new Error(`${name} failed`);
  };
  return {
    store,
    sent,
    stop,
    book: contractBook,
    tell: () => {},
    pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
    places: {
      acquire: async (agreement: string): Promise<Tenure> => ({ agreement, epoch: 1n, ...kept }),
      renew: async () => {},
      release: async () => {},
      move: async (_: Tenure, place: Place) => {
        call('move');
        kept.place = place;
        if (place.position === (await store.head())) stop.abort();
      },
    },
    producer: {
      send: async (messages: readonly Outgoing[]) => {
        call('send');
        sent.push(...messages);
        call('reply');
      },
    },
  };
}
const attribute = (name: string) => (message: Outgoing) => String(message.headers[`ce_${name}`]);
const once = (messages: readonly Outgoing[]) => [
  ...new Map(messages.map((message) => [attribute('id')(message), message])).values(),
];

test('each record that may leave stands in the topic, numbered without a hole, with the one before it', async () => {
  const parts = desk(await storeWith(1_203));
  await new Line(forGovernment, 'g', parts).run(parts.stop.signal);
  expect(parts.sent.map(attribute('ordinal'))).toEqual(parts.sent.map((_, at) => String(at + 1)));
  expect(parts.sent.map(attribute('previous'))).toEqual([
    '0',
    ...parts.sent.map(attribute('sequence')).slice(0, -1),
  ]);
  expect(new Set(parts.sent.map(attribute('type')))).toEqual(
    new Set(['HazardFound', 'PenaltyDecided', 'InspectionClosed']),
  );
  expect(parts.sent[0]).toMatchObject({
    topic: 'g',
    key: 'F-0',
    headers: { ce_specversion: '1.0', ce_sequencetype: 'position', ce_partitionkey: 'F-0' },
  });
});

test('whatever breaks, nothing is left out, and what comes twice is the same to the last header', async () => {
  const broken = desk(await storeWith(1_800), (_, times) => times % 7 === 2);
  await new Line(forGovernment, 'g', broken).run(broken.stop.signal);
  const whole = desk(broken.store);
  await new Line(forGovernment, 'g', whole).run(whole.stop.signal);
  expect(broken.sent.length).toBeGreaterThan(whole.sent.length);
  expect(once(broken.sent)).toEqual(whole.sent);
  const texts = new Map(whole.sent.map((message) => [attribute('id')(message), message]));
  for (const message of broken.sent) expect(message).toEqual(texts.get(attribute('id')(message)));
});

test('a missing record is seen by whoever counts', async () => {
  const parts = desk(await storeWith(40));
  await new Line(forPublic, 'p', parts).run(parts.stop.signal);
  const [first, , third] = parts.sent;
  expect(attribute('previous')(third!)).not.toBe(attribute('sequence')(first!));
  expect(Number(attribute('ordinal')(third!)) - Number(attribute('ordinal')(first!))).toBe(2);
});

test('persons leave as the commitments they are in the log', async () => {
  const { data } = samples.find(({ type }) => type === 'ComplaintReceived')!;
  const complaints = {
    ...forGovernment,
    label: 'L3' as const,
    types: ['ComplaintReceived'],
    departments: ['FIRE'] as const,
  };
  const parts = desk(await storeWith(4));
  await new Line(complaints, 'c', parts).run(parts.stop.signal);
  expect(JSON.parse(String(parts.sent[0]!.value))).toMatchObject({ complainant: data['complainant'] });
});

test('no portion is larger than a broker takes', () => {
  const large = (size: number): Outgoing => ({ topic: 't', key: 'k', value: 'x'.repeat(size), headers: {} });
  const all = [...portions([large(250_000), large(250_000), large(250_000), large(10)])];
  expect(all.map((portion) => portion.length)).toEqual([2, 2]);
});
