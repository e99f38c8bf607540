import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  codeWords,
  contractBook,
  departmentCodes,
  fieldWords,
  liesWithin,
  publishedEvents,
  regions,
} from './index.js';

const folder = join(import.meta.dirname, 'samples');
const sample = (file: string) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
const versionsOf = (type: string) => readdirSync(folder).filter((file) => file.startsWith(`${type}.v`));

describe.each(publishedEvents.map((contract) => [contract.type, contract] as const))(
  '%s',
  (type, contract) => {
    const newest = () => sample(`${type}.v${contract.version}.json`);

    test('keeps a golden sample of every version, and still reads each', () => {
      expect(versionsOf(type)).toHaveLength(contract.version);
      for (const file of versionsOf(type)) {
        const version = Number(/\.v(\d+)\.json$/.exec(file)![1]);
        const asWritten = { event: { type, data: sample(file) }, version };
        expect(contract.faults(contractBook.current(asWritten as never).event.data)).toEqual([]);
      }
    });

    test('admits nothing it did not announce', () =>
      expect(contract.faults({ ...newest(), surprise: 1 }).map(({ path }) => path)).toContain('/surprise'));

    test('names the field that is missing', () => {
      const [first] = Object.keys(newest());
      const { [first!]: _, ...rest } = newest();
      expect(JSON.stringify(contract.faults(rest))).toContain(first!);
    });

    test('has a name a person in Linyi can read, and one for a guest', () => {
      expect(contract.zh).toMatch(/^\p{Script=Han}+$/u);
      expect(contract.en).toMatch(/^[A-Z][a-z]+( [a-z]+)+$/);
    });

    test('says whose business it is', () => {
      expect(contract.audience).not.toHaveLength(0);
      expect(contract.label === 'L1').toBe(contract.audience.includes('public'));
    });

    test('belongs to one stream and is about something', () => {
      expect(contract.stream(newest())).toMatch(/^[a-z]+-[A-Za-z0-9._-]+$/);
      expect(contract.subjects(newest()).length).toBeGreaterThan(0);
      for (const subject of contract.subjects(newest()))
        expect(subject).toMatch(/^(facility|official|post|case):.+$/);
    });

    test('hides persons only in fields it has, and in text', () => {
      for (const { field, subject } of contract.personal) {
        expect(typeof newest()[field]).toBe('string');
        expect(subject(newest())).toContain(':');
      }
    });
  },
);

test('no name stands for two events', () =>
  expect(new Set(publishedEvents.map(({ zh }) => zh)).size).toBe(publishedEvents.length));

test('every code of every closed list has words', () => {
  const lists = new Map<string, Set<string>>();
  for (const [field, node] of everyField()) {
    const codes = node.enum ?? node.items?.enum ?? [];
    if (codes.length > 0) lists.set(field, new Set([...(lists.get(field) ?? []), ...codes]));
  }
  lists.delete('department');
  expect(lists.size).toBeGreaterThan(10);
  for (const [field, codes] of lists)
    for (const code of codes)
      expect([field, code, wordsOf(field, code)]).toEqual([field, code, expect.anything()]);
});

test('every field has words, and no words stand without a field', () => {
  const names = new Set(everyField().map(([field]) => field));
  expect(Object.keys(fieldWords).sort()).toEqual([...names].sort());
  for (const words of Object.values(fieldWords))
    expect(words).toEqual({
      zh: expect.stringMatching(/\p{Script=Han}/u),
      en: expect.stringMatching(/^[A-Z]/),
    });
});

interface Node {
  readonly enum?: readonly string[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
}
const wordsOf = (field: string, code: string) =>
  (codeWords as Record<string, Record<string, unknown> | undefined>)[field]?.[code];

const everyField = () => publishedEvents.flatMap(({ schema }) => fieldsIn(schema as Node));
const fieldsIn = ({ properties = {}, items }: Node): [field: string, node: Node][] => [
  ...Object.entries(properties).flatMap(([field, node]): [string, Node][] => [
    [field, node],
    ...fieldsIn(node),
  ]),
  ...(items ? fieldsIn(items) : []),
];

describe('regions', () => {
  test('are fifteen parts of one city', () =>
    expect(Object.values(regions).filter(({ within }) => within === '371300')).toHaveLength(15));
  test('lie within themselves and the city, nowhere else', () => {
    expect(liesWithin('371302', '371302')).toBe(true);
    expect(liesWithin('371302', '371300')).toBe(true);
    expect(liesWithin('371300', '371302')).toBe(false);
    expect(liesWithin('110000', '371300')).toBe(false);
  });
});

test('the Opinion’s departments are all there', () =>
  expect(departmentCodes).toEqual(
    expect.arrayContaining(['FIRE', 'MSA', 'PSB', 'HC', 'EMB', 'EDU', 'CAB', 'HRSS', 'ASB']),
  ));
