import ExcelJS from 'exceljs';
import { Refused } from '#kernel';
import type { FileForm, Row } from './mapping.js';
import { openTable } from './table-file.js';

const form: FileForm = { sheet: undefined, headerRow: 1, encoding: undefined, separator: undefined };
async function rowsOf(bytes: Buffer | string, change: Partial<FileForm> = {}): Promise<Row[]> {
  const table = await openTable(Buffer.from(bytes), { ...form, ...change });
  const rows: Row[] = [];
  for await (const row of table.rows()) rows.push(row);
  return rows;
}
const cellsOf = async (...all: Parameters<typeof rowsOf>) => (await rowsOf(...all)).map(({ cells }) => cells);
const whyNot = (bytes: Buffer | string, change?: Partial<FileForm>) =>
  rowsOf(bytes, change).then(
    () => 'read',
    (error: unknown) => (error instanceof Refused ? error.refusal.facts['why'] : error),
  );

/** 编号,名称 / 1,阳光托育 in GB18030. */
const gb18030 = Buffer.concat([
  Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a]),
  Buffer.from([0x31, 0x2c, 0xd1, 0xf4, 0xb9, 0xe2, 0xcd, 0xd0, 0xd3, 0xfd, 0x0a]),
]);
const expected = [{ 编号: '1', 名称: '阳光托育' }];

describe('a csv', () => {
  test.each([
    ['in UTF-8', '编号,名称\n1,阳光托育\n', {}],
    ['with a byte order mark', '\ufeff编号,名称\r\n1,阳光托育', {}],
    ['with semicolons', '编号;名称\n1;阳光托育', {}],
    ['with tabs', '编号\t名称\n1\t阳光托育', {}],
    ['with quoted cells', '"编号","名称"\n"1","阳光托育"', {}],
    ['in GB18030, found out', gb18030, {}],
    ['in GB18030, said', gb18030, { encoding: 'gb18030' }],
    ['in UTF-16 with its mark', Buffer.from('\ufeff编号\t名称\r\n1\t阳光托育', 'utf16le'), {}],
    ['with its heading further down', '台账\n编号,名称\n1,阳光托育', { headerRow: 2 }],
    ['with blank lines', '编号,名称\n\n1,阳光托育\n,\n', {}],
  ] as const)('%s is read', async (_, bytes, change) =>
    expect(await cellsOf(bytes, change)).toEqual(expected),
  );

  test('counts rows as a spreadsheet does, cells of many lines and blank lines included', async () => {
    const rows = await rowsOf('a,b\n1,"two\nlines"\n\n2,x');
    expect(rows.map(({ number, cells }) => [number, cells['b']])).toEqual([
      [2, 'two\nlines'],
      [4, 'x'],
    ]);
  });

  test('tells of cells beyond the heading', async () =>
    expect((await rowsOf('a,b\n1,2,3,4'))[0]!.surplus).toBe(2));

  test('keeps a character that is cut by the edge of a chunk', async () => {
    const bytes = Buffer.from(`a,b\n${'x'.repeat(65_530)}宽宽宽,1`);
    expect((await cellsOf(bytes))[0]!['a']).toHaveLength(65_533);
  });

  test.each([
    ['nothing', '', /为空/],
    ['two columns of one name', 'a,a\n1,2', /出现了两次/],
    ['no heading', '\n\n1', /没有表头/],
    ['bytes of no encoding', Buffer.from([0x61, 0x0a, 0xff, 0xff, 0x81]), /编码/],
    ['a quotation without end', 'a\n"x\ny', /near row/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), /xlsx/],
    ['a broken workbook', Buffer.from('PK\u0003\u0004 and no more'), /有效的/],
  ])('of %s is refused with a sentence', async (_, bytes, why) => expect(await whyNot(bytes)).toMatch(why));
});

describe('a workbook', () => {
  const written = async (fill: (book: ExcelJS.Workbook) => void) => {
    const book = new ExcelJS.Workbook();
    fill(book);
    return Buffer.from(await book.xlsx.writeBuffer());
  };

  test('gives its cells as text: dates, numbers, truths, formulas, links, rich text', async () => {
    const bytes = await written((book) => {
      const sheet = book.addWorksheet('一');
      sheet.addRow(['日', '时', '数', '真', '式', '链', '富']);
      sheet.addRow([
        new Date('2024-05-06T00:00:00Z'),
        new Date('2024-05-06T09:30:00Z'),
        12.5,
        true,
        { formula: '1+1', result: 2 },
        { text: 'site', hyperlink: 'http://localhost' },
        { richText: [{ text: '富' }, { text: '文' }] },
      ]);
    });
    expect(await cellsOf(bytes)).toEqual([
      {
        日: '2024-05-06',
        时: '2024-05-06 09:30:00',
        数: '12.5',
        真: 'TRUE',
        式: '2',
        链: 'site',
        富: '富文',
      },
    ]);
  });

  test('with a title merged over its heading, and cells merged over rows, is read below the title', async () => {
    const bytes = await written((book) => {
      const sheet = book.addWorksheet('一');
      sheet.addRow(['托育机构检查台账', '', '']);
      sheet.mergeCells('A1:C1');
      sheet.addRow(['机构', '日期', '结论']);
      sheet.addRow(['阳光托育', 45418, '合格']);
      sheet.addRow(['', 45419.375, '不合格']);
      sheet.mergeCells('A3:A4');
    });
    expect(await cellsOf(bytes, { headerRow: 2 })).toEqual([
      { 机构: '阳光托育', 日期: '45418', 结论: '合格' },
      { 机构: '阳光托育', 日期: '45419.375', 结论: '不合格' },
    ]);
    expect(await whyNot(bytes)).toMatch(/托育机构检查台账.*headerRow/);
  });

  test('is read from the sheet that is named, and says which there are', async () => {
    const bytes = await written((book) => {
      book.addWorksheet('甲').addRow(['x']);
      const sheet = book.addWorksheet('乙');
      sheet.addRow(['a']);
      sheet.addRow(['1']);
    });
    expect(await cellsOf(bytes, { sheet: '乙' })).toEqual([{ a: '1' }]);
    expect(await whyNot(bytes, { sheet: '丙' })).toMatch(/甲、乙/);
  });
});
