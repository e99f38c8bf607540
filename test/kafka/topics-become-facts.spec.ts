import { deadLetterTopic } from '#intake';
import { byFacility, hazard, kafkaGround, message, until, type KafkaGround } from './kafka-ground.js';

let ground: KafkaGround;
let topic: string;
beforeAll(async () => {
  ground = await kafkaGround();
  topic = ground.topics('FIRE')[0]!.topic;
  await ground.link.ensureTopics([topic, deadLetterTopic(topic)]);
  await ground.source();
});
afterAll(() => ground.leave());

const stored = async (facilityId: string) => byFacility(await ground.events()).get(facilityId) ?? [];
const rejections = async () =>
  (await ground.pool.query('select * from intake.rejection order by ordinal')).rows as Record<
    string,
    unknown
  >[];
const settle = (id: unknown) =>
  ground.pool.query(`update intake.rejection set state = 'dismissed' where rejection_id = $1`, [id]);

test('binary and structured messages of one key become facts in their order, with the offset in their transaction', async () => {
  const structured = {
    specversion: '1.0',
    id: 'b',
    source: 'urn:lxc:fire',
    type: 'HazardFound',
    time: '2024-05-06T01:00:00Z',
    youanregion: '371302',
    data: hazard('F-1', 'b'),
  };
  await ground.producer.send([
    message(topic, 'a', hazard('F-1', 'a')),
    {
      topic,
      key: 'F-1',
      value: JSON.stringify(structured),
      headers: { 'content-type': 'Application/CloudEvents+JSON; charset=utf-8' },
    },
    message(topic, 'c', hazard('F-1', 'c')),
  ]);
  await until(async () => (await stored('F-1')).length === 3);
  expect(await stored('F-1')).toEqual(['a', 'b', 'c']);
  const { rows } = await ground.pool.query(
    `select o.next_offset from intake.kafka_offset o join store.event e on o.xmin = e.xmin where o.topic = $1`,
    [topic],
  );
  expect(rows.length).toBeGreaterThan(0);
  const [first] = await ground.events();
  expect(first!.meta).toMatchObject({ actor: 'fire-system', department: 'FIRE', source: 'urn:lxc:fire' });
});

test('poison goes to the dead-letter topic and to the visible list, and nothing stops for it', async () => {
  const broken = message(topic, 'poison', hazard('F-2', 'x'));
  await ground.producer.send([
    { ...broken, value: '{"not": json' },
    { ...message(topic, 'tombstone', hazard('F-3', 'x')), value: null },
    message(topic, 'after', hazard('F-4', 'after')),
  ]);
  await until(async () => (await stored('F-4')).length === 1 && (await rejections()).length === 2);
  expect(await rejections()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'intake/not-json', door: 'kafka', source_id: 'poison', state: 'open' }),
      expect.objectContaining({ code: 'intake/tombstone', door: 'kafka', source_id: 'tombstone' }),
    ]),
  );
  let letters: Awaited<ReturnType<typeof ground.read>> = [];
  await until(async () => (letters = await ground.read(deadLetterTopic(topic))).length === 2);
  const letter = letters.find(({ key }) => key === 'F-2')!;
  expect(letter.value).toBe('{"not": json');
  expect(letter.headers).toMatchObject({
    ce_id: 'poison',
    'x-error': 'intake/not-json',
    'x-topic': topic,
    'x-attempt': '1',
    'x-rejection': (await rejections()).find(({ code }) => code === 'intake/not-json')!['rejection_id'],
  });
  expect(letter.headers['x-offset']).toMatch(/^\d+$/);
});

test('what follows a rejected record of the same key waits for it, in its order, and nobody else does', async () => {
  await ground.producer.send([
    message(topic, 'p1', hazard('F-5', 1)),
    message(topic, 'p2', hazard('F-5', 2, { gravity: 'awful' })),
    message(topic, 'p3', hazard('F-5', 3)),
    message(topic, 'q1', hazard('F-6', 1)),
  ]);
  await until(async () => (await stored('F-6')).length === 1);
  await ground.producer.send([
    message(topic, 'p4', hazard('F-5', 4)),
    message(topic, 'q2', hazard('F-6', 2)),
  ]);
  await until(async () => (await stored('F-6')).length === 2);
  const waiting = 'select kafka_offset from intake.parked_record where key = $1 order by 1';
  await until(async () => (await ground.pool.query(waiting, [Buffer.from('F-5')])).rowCount === 2);
  expect(await stored('F-5')).toEqual(['p1']);

  const blocking = (await rejections()).find((row) => row['source_id'] === 'p2')!;
  const repaired = {
    bytes: Buffer.from(JSON.stringify(hazard('F-5', 2))),
    attributes: blocking['attributes'],
  };
  const sender = ground.topics('FIRE')[0]!.sender;
  await ground.intake.again([repaired as Parameters<typeof ground.intake.again>[0][0]], sender, 'kafka');
  await settle(blocking['rejection_id']);
  await until(async () => (await stored('F-5')).length === 4);
  expect(await stored('F-5')).toEqual(['p1', 'p2', 'p3', 'p4']);
  await until(
    async () =>
      (await ground.pool.query('select from intake.parked_key where key = $1', [Buffer.from('F-5')]))
        .rowCount === 0,
  );
  await ground.producer.send([message(topic, 'p5', hazard('F-5', 5))]);
  await until(async () => (await stored('F-5')).length === 5);
});

test('the same id with other words is an alarm, and the first word stands', async () => {
  await ground.producer.send([
    message(topic, 'twice', hazard('F-7', 1)),
    message(topic, 'twice', hazard('F-7', 2)),
    message(topic, 'next', hazard('F-7', 3)),
  ]);
  await until(async () => (await stored('F-7')).length === 2);
  expect(await stored('F-7')).toEqual(['twice', 'next']);
  expect((await rejections()).filter(({ alarm }) => alarm)).toHaveLength(1);
});
