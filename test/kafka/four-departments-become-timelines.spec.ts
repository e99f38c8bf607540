import { ingressTopics } from '#intake';
import type { Department } from '#contracts';
import type { Outgoing } from '#kernel';
import { agreements, topicOf } from '#relay';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';
import { brokers, kafkaGround, until, type KafkaGround } from './kafka-ground.js';

const FACILITIES = ['F-kafka-1', 'F-kafka-2', 'F-kafka-3'];
const departments: readonly Department[] = ['MSA', 'FIRE', 'PSB', 'HC'];

let ground: KafkaGround;
let running: RunningPlatform;
let token: string;
beforeAll(async () => {
  ground = await kafkaGround(2);
  running = await runningPlatform({
    KAFKA_BROKERS: brokers.join(),
    KAFKA_TOPICS: ground.prefix,
    KAFKA_PARTITIONS: '2',
    KAFKA_DEPARTMENTS: departments.join(),
    ROLES: 'api,intake,projector,relay',
  });
  token = await running.tokenFor('dashboard');
});
afterAll(async () => {
  await running.stop();
  await ground.leave();
});

interface Entry {
  readonly department: string;
  readonly eventType: string;
  readonly recordedBy: string;
  readonly source: { source: string; sourceId: string };
  readonly zh: string;
}

async function timeline(facilityId: string): Promise<readonly Entry[]> {
  const url = `${running.url}/api/v1/facilities/${facilityId}/timeline?order=oldest&limit=200`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return answer.ok ? ((await answer.json()) as { items: Entry[] }).items : [];
}

/** What a department's system says of a facility, as a CloudEvent in binary mode. */
function said(department: Department, type: string, fact: { facilityId: string }, id: string): Outgoing {
  const { topic } = ingressTopics(ground.prefix, [department])[0]!;
  const attributes = {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: `urn:lxc:${department.toLowerCase()}`,
    ce_type: type,
    ce_time: '2024-05-06T01:00:00Z',
    ce_youanregion: '371302',
    'content-type': 'application/json',
  };
  return { topic, key: fact.facilityId, value: JSON.stringify(fact), headers: attributes };
}

const signedBy = { officialId: 'O-7', postId: 'P-7' };
const storyOf = (facilityId: string): Outgoing[] => [
  said(
    'MSA',
    'FacilityRegistered',
    {
      facilityId,
      name: '示例托育园',
      form: 'standalone',
      registrationType: 'enterprise',
      regionCode: '371302',
      address: '示例路 8 号',
      capacity: 60,
      serviceModes: ['full-day'],
      registeredOn: '2024-03-03',
    } as { facilityId: string },
    `${facilityId}-registered`,
  ),
  ...(['FIRE', 'PSB', 'HC'] as const).map((department) =>
    said(
      department,
      'HazardFound',
      {
        facilityId,
        department,
        inspectionId: `${department}-${facilityId}`,
        gravity: 'serious',
        hazardId: `${department}-${facilityId}-h`,
        clause: '示例 §1',
        finding: '示例问题',
      } as { facilityId: string },
      `${facilityId}-${department}-hazard`,
    ),
  ),
  said(
    'MSA',
    'PenaltyDecided',
    {
      facilityId,
      department: 'MSA',
      penaltyId: `MSA-${facilityId}-p`,
      penalty: 'fine',
      amountFen: '500000',
      documentNo: '示例〔2024〕3号',
      clause: '示例 §2',
      decidedOn: '2024-05-06',
      signedBy,
    } as { facilityId: string },
    `${facilityId}-penalty`,
  ),
];

test('what four departments say in their topics stands on the facilities’ timelines, and leaves again by agreement', async () => {
  const messages = FACILITIES.flatMap(storyOf);
  const topics = ingressTopics(ground.prefix, departments).map(({ topic }) => topic);
  await ground.link.ensureTopics(topics);
  await ground.producer.send(messages);
  for (const facilityId of FACILITIES) {
    await until(
      async () => (await timeline(facilityId)).filter(({ source }) => source !== null).length === 5,
    );
    const entries = (await timeline(facilityId)).filter(({ source }) => source !== null);
    const told = entries.map(
      ({ department, eventType, recordedBy }) => `${department} ${eventType} ${recordedBy}`,
    );
    expect(told.toSorted()).toEqual([
      'FIRE HazardFound fire-system',
      'HC HazardFound health-system',
      'MSA FacilityRegistered market-system',
      'MSA PenaltyDecided market-system',
      'PSB HazardFound police-system',
    ]);
    const ofMarket = entries.filter(({ department }) => department === 'MSA');
    expect(ofMarket.map(({ eventType }) => eventType)).toEqual(['FacilityRegistered', 'PenaltyDecided']);
  }
  const heard = async (at: 0 | 1) => {
    const read = await ground.read(topicOf(ground.prefix, agreements[at]!));
    return read.map(({ key, headers }) => `${key} ${headers['ce_type']}`);
  };
  await until(async () => (await heard(1)).filter((one) => one.endsWith('HazardFound')).length === 9);
  const openly = await heard(0);
  expect(openly.filter((one) => one.endsWith('PenaltyDecided')).toSorted()).toEqual(
    FACILITIES.map((facilityId) => `${facilityId} PenaltyDecided`),
  );
  expect(openly.filter((one) => one.endsWith('HazardFound'))).toEqual([]);
});

test('the same messages again change nothing on any timeline', async () => {
  const before = await running.platform.store.head();
  await ground.producer.send(FACILITIES.flatMap(storyOf));
  const read = async () =>
    (await running.platform.pool.query<{ sum: string }>('select sum(next_offset) from intake.kafka_offset'))
      .rows[0]!.sum;
  await until(async () => (await read()) === String(FACILITIES.length * 5 * 2));
  expect(await running.platform.store.head()).toBe(before);
});
