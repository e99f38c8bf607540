import { parseAllStrictly, parseStrictly } from './strict-json.js';

const sound = ['{"a":1,"b":[{"c":"疏散通道"}]}', '{"a":2}', '[]', '"text"', ' { "a" : "x" }\n', 'null', '7'];
const broken = [
  '{"a":1,"a":2}',
  '{"a":1,"a":2,"b" :3}',
  '{"b" :3}',
  '{"a":1.5}',
  '{"a":9007199254740993}',
  '{"a":"\\u0041"}',
  '{"a":"\\ud800"}',
  '\ufeff{}',
  `${'['.repeat(30)}${']'.repeat(30)}`,
  '{"a":',
  '{"x":[{}',
  '{}]}',
  '{},{}',
  ',',
  '',
  '"',
  ']',
  '[',
];
const bytes = (text: string) => Buffer.from(text);
const oneByOne = (records: readonly Buffer[]) => records.map(parseStrictly);

describe('many records read together are read as each by itself', () => {
  test('when all are sound, more than are read at once', () => {
    const records = Array.from({ length: 200 }, (_, i) => bytes(`{"serial":${i},"a":"检查${i}"}`));
    expect(parseAllStrictly(records)).toEqual(oneByOne(records));
    expect(parseAllStrictly(records)[199]).toEqual({ value: { serial: 199, a: '检查199' } });
    expect(parseAllStrictly([])).toEqual([]);
  });

  test.each(broken)('when %j stands among them', (text) => {
    const records = [...sound, text, ...sound].map(bytes);
    expect(parseAllStrictly(records)).toEqual(oneByOne(records));
  });

  test('when they would fit together: none reaches into its neighbours', () => {
    for (const one of broken)
      for (const two of broken)
        for (const three of ['{},{}', '{"a":1}']) {
          const records = [one, two, three].map(bytes);
          expect(parseAllStrictly(records)).toEqual(oneByOne(records));
        }
  });

  test('when a character is cut between two of them', () => {
    const cut = bytes('{"a":"宽"}');
    const records = [cut.subarray(0, 7), cut.subarray(7), cut];
    expect(parseAllStrictly(records)).toEqual(oneByOne(records));
  });

  test('a key written twice does not hide behind one that is not counted', () => {
    const records = ['{"a":1,"a":2}', '{"b" :3}'].map(bytes);
    expect(parseAllStrictly(records)).toMatchObject([
      { refusal: { code: 'intake/duplicate-key' } },
      { value: { b: 3 } },
    ]);
  });
});
