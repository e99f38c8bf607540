import { jest } from '@jest/globals';
import ExcelJS from 'exceljs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntakeClient } from '../support/intake-client.js';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

jest.setTimeout(60_000);

const documentation = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../libs/intake', name), 'utf8');
const exampleMapping = (page: string) => /```yaml\n([\s\S]*?)```/.exec(page)![1]!;
/** The example's table, as the page shows it. */
const exampleTable = (page: string) =>
  page
    .split('\n')
    .filter((line) => /^\| (检查单号|SC-)/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );

async function workbook(
  table: readonly (readonly (string | number | Date | null)[])[],
  sheet = '检查',
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('说明').addRow(['此表由科室填写']);
  for (const row of table) (book.getWorksheet(sheet) ?? book.addWorksheet(sheet)).addRow([...row]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

let running: RunningPlatform;
beforeAll(async () => {
  running = await runningPlatform();
});
afterAll(() => running.stop());

/** What the table said; the platform's own policies speak too. */
const recordedAbout = async (facilityId: string) =>
  (await running.platform.store.readSubject(`facility:${facilityId}`))
    .filter(({ meta }) => meta.source)
    .map(({ event, occurredAt }) => ({
      type: event.type,
      occurredAt,
      data: event.data as Record<string, unknown>,
    }));

const withoutRemarks = (yaml: string) => yaml.replace(/ *#.*$/gm, '');
test('both languages show the same example', () => {
  const [zh, en] = [documentation('mapping.zh-CN.md'), documentation('mapping.md')];
  expect(withoutRemarks(exampleMapping(zh))).toBe(withoutRemarks(exampleMapping(en)));
  expect(exampleTable(zh)).toEqual(exampleTable(en));
});

test('the example of the documentation is what it says it is: two rows, five events', async () => {
  const page = documentation('mapping.md');
  const clerk = await IntakeClient.of(running, 'market-clerk-lanshan');
  const mapping = `${exampleMapping(page)}\nfile: { sheet: 检查 }\n`;
  const { status, body } = await clerk.upload('visits.xlsx', await workbook(exampleTable(page)), { mapping });
  expect({ status, errors: body.errors }).toEqual({ status: 202, errors: undefined });
  expect(await clerk.until(body.jobId)).toMatchObject({ state: 'done', recorded: 5, rejected: 0 });
  const events = await recordedAbout('LX-0001');
  expect(events.map(({ type }) => type)).toEqual([
    'InspectionOpened',
    'HazardFound',
    'HazardFound',
    'HazardRectified',
    'PenaltyDecided',
  ]);
  expect(events[0]).toMatchObject({ occurredAt: '2024-05-06T01:00:00Z', data: { kind: 'routine' } });
  expect(events[1]!.data).toMatchObject({ gravity: 'serious', rectifyBy: '2024-05-20' });
  expect(events[4]!.data).toMatchObject({ amountFen: '50000', signedBy: { officialId: 'O-101' } });
});

/** A county's fire brigade: a workbook with real dates, a heading in row 2, officers in one cell, opinions in another. */
const fireTable: (string | number | Date | null)[][] = [
  ['2024 年消防检查台账'],
  ['编号', '检查时间', '场所名称', '检查人', '结果', '隐患', '条款', '等级', '复查日期', '复查情况'],
  [
    '甲-1',
    new Date('2024-03-05T14:30:00Z'),
    '小太阳托育园',
    '孙一、周二',
    '不合格',
    '安全出口上锁；已拍照',
    '消防法 §28',
    '重',
    new Date('2024-03-12'),
    '已改',
  ],
  ['甲-2', new Date('2024-03-06T09:00:00Z'), '小太阳托育园', '孙一', '合格', null, null, null, null, null],
  [
    '甲-3',
    new Date('2024-03-07T09:00:00Z'),
    'Rainbow House',
    '孙一',
    '不合格',
    '灭火器过期',
    '消防法 §16',
    '特',
    null,
    null,
  ],
];
const fireMapping = `
name: fire-ledger
source: urn:lxc:fire:lanshan:ledger-2024
department: FIRE
region: 371302
file: { sheet: 台账, headerRow: 2 }
columns:
  编号: { required: true, unique: true }
  结果: { oneOf: [合格, 不合格] }
events:
  - type: InspectionOpened
    id: "opened-{编号}"
    occurredAt: 检查时间
    data:
      inspectionId: { column: 编号, as: slug }
      facilityId: { column: 场所名称, as: slug }
      department: { value: FIRE }
      kind: { value: routine }
      officers:
        items:
          - object: { officialId: { column: 检查人, before: "、", as: slug }, postId: { value: P-FIRE-LS-1 } }
  - type: HazardFound
    when: { 隐患: filled }
    id: "hazard-{编号}"
    occurredAt: 检查时间
    data:
      inspectionId: { column: 编号, as: slug }
      facilityId: { column: 场所名称, as: slug }
      department: { value: FIRE }
      hazardId: { template: "H-{编号}", as: slug }
      gravity: { column: 等级, map: { 轻: minor, 重: serious }, default: minor }
      clause: 条款
      finding: { column: 隐患, before: "；" }
  - type: RectificationVerified
    when: { 复查情况: { in: [已改, 未改] } }
    id: "verified-{编号}"
    occurredAt: { column: 复查日期, at: "17:00" }
    data:
      hazardId: { template: "H-{编号}", as: slug }
      facilityId: { column: 场所名称, as: slug }
      department: { value: FIRE }
      verifiedOn: 复查日期
      outcome: { column: 复查情况, map: { 已改: rectified, 未改: not-rectified } }
  - type: InspectionClosed
    id: "closed-{编号}"
    occurredAt: 检查时间
    data:
      inspectionId: { column: 编号, as: slug }
      facilityId: { column: 场所名称, as: slug }
      department: { value: FIRE }
      verdict: { column: 结果, map: { 合格: passed, 不合格: failed } }
`;

describe('another department’s workbook, its columns never seen before,', () => {
  test('is understood; the one cell that nobody thought of waits with its row', async () => {
    const clerk = await IntakeClient.of(running, 'fire-clerk-lanshan');
    const bytes = await workbook(fireTable, '台账');
    const { body } = await clerk.upload('台账.xlsx', bytes, { mapping: fireMapping });
    expect(await clerk.until(body.jobId)).toMatchObject({
      state: 'done',
      rowsTotal: 3,
      recorded: 8,
      rejected: 1,
    });
    const { body: list } = await clerk.ask<{ items: { rejectionId: string; original: string }[] }>(
      `/intake/rejections?jobId=${body.jobId}`,
    );
    expect(list.items).toMatchObject([
      {
        code: 'intake/cell-malformed',
        row: 5,
        file: '台账.xlsx',
        step: 'schema',
        errors: [{ path: '等级' }],
      },
    ]);
    const [{ rejectionId, original }] = list.items as [{ rejectionId: string; original: string }];
    const repaired = JSON.stringify({ ...(JSON.parse(original) as object), 等级: '重' });
    const answer = await clerk.post(`/intake/rejections/${rejectionId}/resend`, { repaired });
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'recorded' } });
  });

  test('says what its rows say, at the hours its clocks showed', async () => {
    const { events } = await running.platform.store.readAll({ after: 0n, limit: 1000 });
    const fromTable = events.filter(({ meta }) => meta.source === 'urn:lxc:fire:lanshan:ledger-2024');
    const rainbow = fromTable.filter(({ event }) =>
      /^Rainbow-House-[0-9a-f]{12}$/.test((event.data as { facilityId: string }).facilityId),
    );
    expect(rainbow.map(({ event }) => event.type)).toEqual([
      'InspectionOpened',
      'InspectionClosed',
      'HazardFound',
    ]);
    expect(rainbow[0]!.occurredAt).toBe('2024-03-07T01:00:00Z');
    const verified = fromTable.find(({ event }) => event.type === 'RectificationVerified');
    expect(verified).toMatchObject({
      occurredAt: '2024-03-12T09:00:00Z',
      event: { data: { verifiedOn: '2024-03-12' } },
    });
  });

  test('is refused at once, with line and column, when its mapping names what is not there', async () => {
    const clerk = await IntakeClient.of(running, 'fire-clerk-lanshan');
    const wrong = fireMapping
      .replace('occurredAt: 检查时间', 'occurredAt: 检查时刻')
      .replace('as: slug', 'as: slugg');
    const { status, body } = await clerk.upload('台账.xlsx', await workbook(fireTable, '台账'), {
      mapping: wrong,
    });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'intake/mapping-faulty' });
    expect(body.errors).toMatchObject([
      { path: 'line 15, column 39', message: expect.stringContaining('slug') as string },
    ]);
  });
});
