import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

let platform: RunningPlatform;
let recorded: Record<string, string>;
beforeAll(async () => {
  platform = await runningPlatform();
  recorded = await tell();
}, 60_000);
afterAll(() => platform.stop());

const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - 26 * 3_600_000).toISOString();
const visit = { inspectionId: 'FIRE-1', facilityId: 'F-1', department: 'FIRE' };
const officer = { officialId: 'O-1', postId: 'P-1' };

const records = (
  [
    [
      'FacilityRegistered',
      'ASB',
      {
        facilityId: 'F-1',
        name: '示例托育中心',
        form: 'standalone',
        registrationType: 'enterprise',
        regionCode: '371302',
        address: '示例路 1 号',
        capacity: 40,
        serviceModes: ['full-day'],
        registeredOn: '2025-01-06',
        personInCharge: '示例负责人甲',
      },
    ],
    ['InspectionOpened', 'FIRE', { ...visit, kind: 'routine', officers: [officer] }],
    [
      'HazardFound',
      'FIRE',
      {
        ...visit,
        hazardId: 'H-1',
        gravity: 'grave',
        clause: '消防法 §28',
        finding: '疏散通道堵塞',
        rectifyBy: today,
      },
    ],
    ['InspectionClosed', 'FIRE', { ...visit, verdict: 'failed', lead: officer }],
    [
      'PostAssumed',
      'FIRE',
      {
        postId: 'P-1',
        department: 'FIRE',
        officialId: 'O-1',
        assumedOn: '2025-01-06',
        documentNo: '示例任〔2025〕1号',
      },
    ],
  ] as const
).map(([type, department, data]) => ({
  specversion: '1.0',
  id: type,
  source: `urn:lxc:${department.toLowerCase()}`,
  type,
  time: yesterday,
  youanregion: '371302',
  youandepartment: department,
  datacontenttype: 'application/json',
  data,
}));

/** Each department's system sends its own; answers event ids by event type. */
async function tell() {
  const ids: Record<string, string> = {};
  for (const [account, department] of [
    ['approval-system', 'ASB'],
    ['fire-system', 'FIRE'],
  ] as const) {
    const answer = await fetch(`${platform.url}/api/v1/intake/cloudevents`, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents-batch+json',
        authorization: `Bearer ${await platform.tokenFor(account)}`,
      },
      body: JSON.stringify(records.filter(({ youandepartment }) => youandepartment === department)),
    });
    const { results, position } = (await answer.json()) as {
      results: { id: string; outcome: string; eventId: string }[];
      position: string;
    };
    expect(results.map(({ outcome }) => outcome)).not.toContain('rejected');
    for (const { id, eventId } of results) ids[id] = eventId;
    await platform.platform.readModels.waitFor('hazard', BigInt(position));
    await platform.platform.readModels.waitFor('timeline', BigInt(position));
  }
  return ids;
}

const ask = async (account: string, path: string) => {
  const headers = { authorization: `Bearer ${await platform.tokenFor(account)}` };
  const answer = await fetch(`${platform.url}/api/v1${path}`, { headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe('the start page', () => {
  test('counts what stands, and says what waits today in a sentence', async () => {
    const { body } = await ask('fire-inspector-lanshan', '/figures');
    expect(body).toMatchObject({
      facilities: { total: 1, byStatus: { registered: 1 } },
      openHazards: { minor: 0, serious: 0, grave: 1 },
      inspectionsLast30Days: [{ department: 'FIRE', count: 1 }],
      byRegion: [{ regionCode: '371302', facilities: 1, openGrave: 1 }],
      needsAttention: [{ facilityId: 'F-1', severity: 'grave', eventId: recorded['HazardFound'] }],
    });
    expect(JSON.stringify(body['changed'])).toContain('疏散通道堵塞');
  });

  test('asks the market inspector for nothing the fire department owes', async () =>
    expect((await ask('market-inspector-lanshan', '/figures')).body['needsAttention']).toEqual([]));

  test('is not for a department’s machine', async () =>
    expect((await ask('fire-system', '/figures')).status).toBe(403));
});

describe('an event', () => {
  test('tells everything it put where, with the rows as they stand', async () => {
    const { body } = await ask('fire-inspector-lanshan', `/events/${recorded['HazardFound']}`);
    expect(body['event']).toMatchObject({
      type: 'HazardFound',
      zh: '发现隐患',
      department: 'FIRE',
      version: 1,
    });
    const put = body['put'] as { readModel: string; change: string; row: { zh?: string } | null }[];
    expect(put.map(({ readModel }) => readModel)).toEqual(
      expect.arrayContaining(['timeline', 'facility_card', 'hazard']),
    );
    expect(put.find(({ readModel }) => readModel === 'timeline')!.row!.zh).toContain('疏散通道堵塞');
    for (const { row } of put) expect(row).not.toBeNull();
  });

  test('shows a person to who may open, withholds from who may not', async () => {
    const nameSeenBy = async (account: string) => {
      const { body } = await ask(account, `/events/${recorded['FacilityRegistered']}`);
      return (body['event'] as { data: { personInCharge: string } }).data.personInCharge;
    };
    expect(await nameSeenBy('auditor')).toBe('示例负责人甲');
    expect(await nameSeenBy('fire-inspector-lanshan')).toBe('withheld');
  });

  test('keeps rows about officials from who may not read officials', async () => {
    const readModels = async (account: string) => {
      const { body } = await ask(account, `/events/${recorded['InspectionClosed']}`);
      return (body['put'] as { readModel: string }[]).map(({ readModel }) => readModel);
    };
    const aboutOfficials = (names: string[]) =>
      names.filter((name) => ['tenure', 'act', 'obligation', 'record'].includes(name));
    expect(aboutOfficials(await readModels('fire-inspector-lanshan'))).toEqual([]);
    expect(aboutOfficials(await readModels('auditor')).length).toBeGreaterThan(0);
  });

  test('that is missing and one that lies elsewhere answer alike', async () => {
    const missing = await ask('fire-inspector-lanshan', '/events/00000000-0000-4000-8000-000000000000');
    expect([missing.status, missing.body['code']]).toEqual([404, 'authority/out-of-reach']);
  });
});
