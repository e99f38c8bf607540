import { contractBook } from '#contracts';
import { readFileSync } from 'node:fs';
import { dateFormat, instantIn } from './date-format.js';
import { nearNames } from './near-name.js';
import { preview } from './preview.js';

const mapping = (change: (yaml: string) => string = (yaml) => yaml) =>
  change(`name: visits
source: urn:lxc:fire:visits
department: FIRE
region: { column: 区县, map: { 兰山区: 371302 } }
timeZone: Asia/Shanghai
dates: [yyyy年M月d日]
events:
  - type: PenaltyDecided
    when: { 状态: { isNot: 草稿 } }
    id: "p-{编号}"
    occurredAt: { column: 日期, at: "09:00" }
    data:
      penaltyId: { column: 编号, as: slug }
      facilityId: "F-{编号}"
      department: { value: FIRE }
      penalty: { column: 种类, map: { 警告: warning, 罚款: fine } }
      amountFen: { column: 金额, as: fen }
      documentNo: { column: 文号, after: "：" }
      clause: { value: 消防法 §60, cut: 10 }
      decidedOn: 日期
      signedBy: { object: { officialId: { value: O-1 }, postId: { value: P-1 } } }
`);
const table = (cells: Partial<Record<string, string>> = {}) => {
  const row = {
    编号: '7',
    区县: '兰山区',
    日期: '2024年5月6日',
    种类: '罚款',
    金额: '1,234.5',
    文号: '文：兰3号',
    状态: '',
  };
  const all = { ...row, ...cells };
  return Buffer.from(`${Object.keys(all).join(';')}\n${Object.values(all).join(';')}`);
};
const look = (yaml: string, bytes = table()) => preview({ yaml, bytes }, contractBook);
async function made(yaml = mapping(), bytes = table()) {
  const { faults, records } = await look(yaml, bytes);
  expect(faults).toEqual([]);
  return records.map(
    (record) => record.unreadable?.errors ?? (JSON.parse(record.bytes.toString()) as { data: object }),
  );
}

test('a row becomes what the mapping says', async () => {
  expect(await made()).toEqual([
    {
      specversion: '1.0',
      id: 'p-7',
      source: 'urn:lxc:fire:visits',
      type: 'PenaltyDecided',
      time: '2024-05-06T01:00:00Z',
      datacontenttype: 'application/json',
      youanregion: '371302',
      youandepartment: 'FIRE',
      data: {
        penaltyId: '7',
        facilityId: 'F-7',
        department: 'FIRE',
        penalty: 'fine',
        amountFen: '123450',
        documentNo: '兰3号',
        clause: '消防法 §60',
        decidedOn: '2024-05-06',
        signedBy: { officialId: 'O-1', postId: 'P-1' },
      },
    },
  ]);
});

test('a row its conditions exclude tells nothing', async () =>
  expect(await made(mapping(), table({ 状态: '草稿' }))).toEqual([]));

test.each([
  ['种类', '没收'],
  ['金额', '12.345'],
  ['金额', '-5'],
  ['日期', '2024年2月30日'],
  ['区县', '罗庄区'],
])('a cell “%s: %s” that cannot be turned is blamed by its column', async (column, cell) =>
  expect(await made(mapping(), table({ [column]: cell }))).toContainEqual(
    expect.arrayContaining([expect.objectContaining({ path: column })]),
  ),
);

test('every cell of a row that is wrong is told at once', async () => {
  const [faults] = await made(mapping(), table({ 种类: '没收', 金额: 'x', 日期: '昨天' }));
  expect(new Set((faults as unknown as { path: string }[]).map(({ path }) => path))).toEqual(
    new Set(['种类', '金额', '日期']),
  );
});

describe('a mapping is refused at once, with line and column:', () => {
  test.each([
    ['a column the file has not', '日期, at', '日其, at', 'line 11, column 27', '日期'],
    ['an event nobody declared', 'PenaltyDecided', 'PenaltyDecidd', 'line 8, column 11', 'PenaltyDecided'],
    ['a converter nobody knows', 'as: fen', 'as: fem', 'line 17, column 36', 'fen'],
    ['a field the event has not', '      clause', '      clauze', 'line 19, column 7', 'clause'],
    ['a field that is missing', '      clause', '      clauze', 'line 13, column 7', 'clause'],
    ['a map to what the field does not take', '罚款: fine', '罚款: fined', 'line 16, column 54', 'fine'],
    ['a constant the field does not take', 'value: FIRE', 'value: FYRE', 'line 15, column 28', 'FIRE'],
    ['an item that does not exist', 'timeZone', 'timezone', 'line 5, column 1', 'timeZone'],
    ['a zone that does not exist', 'Asia/Shanghai', 'Asia/Linyi', 'line 5, column 11', 'Asia/Shanghai'],
    ['a date format that is none', 'yyyy年M月d日', 'jjjj年M月d日', 'line 6, column 9', 'yyyy'],
    ['a condition that is none', 'isNot: 草稿', 'unequal: 草稿', 'line 9, column 17', 'isNot'],
    ['a time of day that is none', '"09:00"', '"9 Uhr"', 'line 11, column 35', 'HH:MM'],
    ['a template without a column', '"F-{编号}"', '{ template: "F" }', 'line 14, column 31', '{column}'],
    ['a source with blanks', 'urn:lxc:fire:visits', 'fire visits', 'line 2, column 9', 'URI'],
    ['broken YAML', 'name: visits', 'name: "visits', 'line', 'YAML'],
    [
      'two sources of one value',
      '{ column: 日期,',
      '{ column: 日期, value: 1,',
      'line 11, column 17',
      'exactly one',
    ],
  ])('%s', async (_, ...[right, wrong, place, hint]) => {
    const { faults } = await look(mapping((yaml) => yaml.replace(right, wrong)));
    const told = faults.filter(({ path, message }) => path.startsWith(place) && message.includes(hint));
    expect(told.length > 0 ? told : faults).toEqual(told.length > 0 ? told : 'told');
  });

  test('a document that grows without end by its aliases', async () => {
    const bomb = `a: &a [x, x, x]\nb: &b [*a, *a, *a]\nname: *b\n${mapping()}`;
    expect((await look(bomb)).faults.length).toBeGreaterThan(0);
  });
});

describe('dates', () => {
  test.each([
    ['MM/dd/yyyy hh:mm:ss a', '01/12/2018 12:05:00 AM', '2018-01-12', '00:05:00'],
    ['MM/dd/yyyy hh:mm:ss a', '01/12/2018 12:05:00 PM', '2018-01-12', '12:05:00'],
    ['yyyy年M月d日 a h:mm', '2024年5月6日 下午 3:07', '2024-05-06', '15:07:00'],
    ['d.M.yyyy', '6.5.2024', '2024-05-06', undefined],
  ])('%s reads %s', (format, text, day, time) => expect(dateFormat(format)?.(text)).toEqual({ day, time }));

  test.each([
    ['MM/dd/yyyy', '13/01/2024'],
    ['MM/dd/yyyy', '02/30/2024'],
    ['MM/dd/yyyy', '1/2/2024'],
    ['yyyy-MM-dd HH:mm', '2024-05-06 24:00'],
    ['MM/dd/yyyy hh:mm a', '01/12/2018 13:05 PM'],
  ])('%s does not read %s', (format, text) => expect(dateFormat(format)!(text)).toBeUndefined());

  test('of a zone with summer time are its own', () => {
    expect(instantIn('America/Chicago', '2017-07-01', '12:00:00')).toBe('2017-07-01T17:00:00Z');
    expect(instantIn('America/Chicago', '2017-12-01', '12:00:00')).toBe('2017-12-01T18:00:00Z');
    expect(instantIn('America/Chicago', '2017-11-05', '01:30:00')).toBe('2017-11-05T06:30:00Z');
  });
});

test('a mistyped name is compared without regard to case, blanks and signs', () => {
  expect(nearNames('hazard found', ['HazardFound', 'HazardRectified'])).toEqual(['HazardFound']);
  expect(nearNames('zzz', ['HazardFound'])).toEqual([]);
});

test('the shipped mapping of Texas is understood', async () => {
  const yaml = readFileSync(`${import.meta.dirname}/mappings/texas.yaml`, 'utf8');
  const { faults } = await look(yaml, Buffer.from('x\n1'));
  expect(faults.every(({ message }) => message.includes('the file has no column'))).toBe(true);
});
