import { CloudEvent, HTTP } from 'cloudevents';
import { IntakeClient } from '../support/intake-client.js';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

let running: RunningPlatform;
let fire: IntakeClient;
let approval: IntakeClient;
beforeAll(async () => {
  running = await runningPlatform();
  fire = await IntakeClient.of(running, 'fire-clerk-lanshan');
  approval = await IntakeClient.of(running, 'approval-clerk-lanshan');
});
afterAll(() => running.stop());

const around = (id: string, type: string, source = 'urn:lxc:fire') => ({
  specversion: '1.0',
  id,
  source,
  type,
  time: '2024-05-06T01:00:00Z',
  youanregion: '371302',
});
const hazard = (id: string, change: object = {}) => ({
  ...around(id, 'HazardFound'),
  data: {
    inspectionId: `I-${id}`,
    facilityId: 'F-sunshine',
    department: 'FIRE',
    hazardId: `H-${id}`,
    gravity: 'serious',
    clause: 'GB 50016 §5.5.17',
    finding: '疏散通道被占用',
    ...change,
  },
});
const registration = (id: string, facilityId: string, regionCode = '371302') => ({
  ...around(id, 'FacilityRegistered', 'urn:lxc:asb'),
  youanregion: regionCode,
  data: {
    facilityId,
    name: '阳光托育园',
    form: 'standalone',
    registrationType: 'enterprise',
    regionCode,
    address: '兰山区某路 1 号',
    capacity: 60,
    serviceModes: ['full-day'],
    registeredOn: '2024-05-06',
  },
});
/** What was sent and stands; the platform's own policies speak too. */
async function stored(): Promise<number> {
  const { events } = await running.platform.store.readAll({ after: 0n, limit: 10_000 });
  return events.filter(({ meta }) => meta.source !== undefined).length;
}

describe('a department’s system', () => {
  test('sends one fact in structured mode and learns under which position it stands', async () => {
    const { status, body } = await fire.send(hazard('one'));
    expect(status).toBe(200);
    expect(body.results).toEqual([
      { index: 0, id: 'one', outcome: 'recorded', eventId: expect.any(String), position: body.position },
    ]);
    const recorded = await running.platform.store.find(body.results[0]!.eventId!);
    expect(recorded).toMatchObject({
      meta: { actor: 'fire-clerk-lanshan', department: 'FIRE', source: 'urn:lxc:fire', sourceId: 'one' },
      stream: 'inspection-I-one',
    });
  });

  test.each(['structured', 'binary'] as const)(
    'sends what the CloudEvents SDK writes in %s mode',
    async (mode) => {
      const { data, ...attributes } = hazard(`sdk-${mode}`);
      const { headers, body } = HTTP[mode](
        new CloudEvent({ ...attributes, datacontenttype: 'application/json', data }),
      );
      const answer = await fire.sendRaw(String(body), headers as Record<string, string>);
      expect(answer).toMatchObject({
        status: 200,
        body: { results: [{ id: `sdk-${mode}`, outcome: 'recorded' }] },
      });
    },
  );

  test('sends the same twice: nothing changes, however its keys are ordered or its time is written', async () => {
    await fire.send(hazard('twice'));
    const before = await stored();
    const event = hazard('twice');
    const data = Object.fromEntries(Object.entries(event.data).reverse());
    const { status, body } = await fire.send({
      ...Object.fromEntries(Object.entries({ ...event, data }).reverse()),
      time: '2024-05-06T09:00:00.000+08:00',
    });
    expect({ status, outcome: body.results[0]!.outcome }).toEqual({ status: 200, outcome: 'duplicate' });
    expect(await stored()).toBe(before);
  });

  test('sends the same id with other content: an alarm, and what was recorded stays', async () => {
    const first = await fire.send(hazard('changed'));
    const before = await stored();
    const { status, body } = await fire.send(hazard('changed', { gravity: 'minor' }));
    expect(status).toBe(422);
    expect(body.results[0]).toMatchObject({ outcome: 'alarm', problem: { code: 'intake/id-conflict' } });
    expect(await stored()).toBe(before);
    const recorded = await running.platform.store.find(first.body.results[0]!.eventId!);
    expect(recorded?.event.data).toMatchObject({ gravity: 'serious' });
    const { body: list } = await fire.ask<{ items: unknown[] }>('/intake/rejections?alarm=true');
    expect(list.items).toMatchObject([{ alarm: true, step: 'identity', state: 'open' }]);
  });

  test('sends a batch in which each record has its own fate', async () => {
    const batch = `[${JSON.stringify(hazard('b-1'))}, {"specversion": "1.0", "id": "b-2"}, {broken,
      ${JSON.stringify(hazard('b-3', { gravity: 'awful' }))}, ${JSON.stringify(hazard('b-1'))}]`;
    const { status, body } = await fire.sendRaw(batch, {
      'content-type': 'application/cloudevents-batch+json',
    });
    expect(status).toBe(422);
    expect(body.results).toHaveLength(1);
    const mended = batch.replace('{broken,', '{broken},');
    const again = await fire.sendRaw(mended, { 'content-type': 'application/cloudevents-batch+json' });
    expect(again.status).toBe(207);
    expect(again.body.results.map(({ outcome, problem }) => [outcome, problem?.code])).toEqual([
      ['recorded', undefined],
      ['rejected', 'intake/envelope-malformed'],
      ['rejected', 'intake/not-json'],
      ['rejected', 'intake/data-malformed'],
      ['duplicate', undefined],
    ]);
  });

  test('sends an empty batch: nothing to do, nothing wrong', async () =>
    expect(await fire.send([])).toMatchObject({ status: 200, body: { results: [], position: '0' } }));

  test('finds a registration of the same batch in force for the records behind it', async () => {
    const inspection = {
      ...around('behind', 'InspectionOpened', 'urn:lxc:asb'),
      data: {
        inspectionId: 'I-behind',
        facilityId: 'F-behind',
        department: 'ASB',
        kind: 'routine',
        officers: [],
      },
    };
    const city = await IntakeClient.of(running, 'approval-system');
    const { body } = await city.send([
      registration('r-behind', 'F-behind', '371311'),
      inspection,
      { ...inspection, id: 'behind-2', youanregion: '371311' },
    ]);
    expect(body.results.map(({ outcome, problem }) => problem?.code ?? outcome)).toEqual([
      'recorded',
      'intake/facility-elsewhere',
      'recorded',
    ]);
    expect(await approval.send(inspection)).toMatchObject({ status: 422 });
  });

  test('keeps its order for one facility, and long files of one stream', async () => {
    const events = Array.from({ length: 1200 }, (_, at) => hazard(`long-${at}`, { inspectionId: 'I-long' }));
    const { status, body } = await fire.send(events);
    expect({ status, count: body.results.length }).toEqual({ status: 200, count: 1200 });
    const stream = await running.platform.store.readStream('inspection-I-long');
    expect(stream.map(({ meta }) => meta.sourceId)).toEqual(events.map(({ id }) => id));
  });

  test('sends a part of what it sent before: the new is told from the old', async () => {
    await fire.send([hazard('p-1', { inspectionId: 'I-p' }), hazard('p-2', { inspectionId: 'I-p' })]);
    const { body } = await fire.send(['p-1', 'p-2', 'p-3'].map((id) => hazard(id, { inspectionId: 'I-p' })));
    expect(body.results.map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate', 'recorded']);
  });
});

describe('the door itself', () => {
  const json = JSON.stringify(hazard('door'));
  const structured = 'application/cloudevents+json';
  const batch = 'application/cloudevents-batch+json';
  test.each([
    [
      'another charset',
      json,
      { 'content-type': `${structured}; charset=gbk` },
      '415 intake/charset-unsupported',
    ],
    [
      'a compressed body',
      json,
      { 'content-type': structured, 'content-encoding': 'gzip' },
      '415 intake/encoding-unsupported',
    ],
    [
      'JSON without ce- headers',
      json,
      { 'content-type': 'application/json' },
      '415 intake/content-type-unsupported',
    ],
    ['XML', '<a/>', { 'content-type': 'application/cloudevents+xml' }, '415 request/unsupported-media-type'],
    [
      'too many records',
      `[${'{},'.repeat(10_000)}{}]`,
      { 'content-type': batch },
      '413 intake/too-many-records',
    ],
    ['a huge body', 'x'.repeat(33 * 1024 * 1024), { 'content-type': structured }, '413 request/too-large'],
  ])('answers %s with a clear code', async (_, body, headers, answered) => {
    const answer = await fire.sendRaw(body, headers);
    expect(`${answer.status} ${answer.body.code}`).toBe(answered);
  });

  test('takes a charset of utf-8 in capitals and quotes', async () =>
    expect(await fire.sendRaw(json, { 'content-type': `${structured}; charset="UTF-8"` })).toMatchObject({
      status: 200,
    }));

  test('is closed to strangers and to who may not send', async () => {
    expect((await fetch(`${running.url}/api/v1/intake/cloudevents`, { method: 'POST' })).status).toBe(401);
    const auditor = await IntakeClient.of(running, 'auditor');
    expect(await auditor.send(hazard('auditor'))).toMatchObject({ status: 403 });
  });
});
