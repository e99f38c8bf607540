import { departments, regions } from '#contracts';
import { instant, type ContractBook, type EventContract, type Fault } from '#kernel';
import type { Calendar } from './converters.js';
import { dateFormat, isoFormats, isZone, type DateFormat } from './date-format.js';
import type { Cell, EventEntry, FileForm, Mapping } from './mapping.js';
import { readCell, unknownField } from './mapping-cell.js';
import { readChecks } from './mapping-check.js';
import { readConditions } from './mapping-condition.js';
import { columnIn, type Reading, type Wanted } from './mapping-context.js';
import { Faults, Term } from './mapping-term.js';
import { nearNames, perhaps } from './near-name.js';

export type MappingRead = { readonly mapping: Mapping } | { readonly faults: readonly Fault[] };

const parts = [
  'name',
  'source',
  'department',
  'region',
  'timeZone',
  'dates',
  'file',
  'columns',
  'events',
  'note',
];
const entryParts = ['type', 'oncePer', 'when', 'id', 'occurredAt', 'data'];

/** Understands a mapping or tells everything that is wrong with it, each fault with its line and column. */
export function readMapping(yaml: string, book: ContractBook): MappingRead {
  const faults = new Faults();
  const term = Term.read(yaml, faults);
  if (term === undefined) return { faults: faults.list };
  if (!term.isMap) faults.add(term.place, '映射应为“项: 值”', 'a mapping holds "name: value"');
  term.allowOnly(parts, faults);
  const reading: Reading = { faults, calendar: readCalendar(term, faults), named: [] };
  const mapping: Mapping = {
    name: required(term, 'name', faults)?.text ?? '',
    source: readSource(required(term, 'source', faults), faults),
    department: readScope(required(term, 'department', faults), reading, departments),
    region: readScope(required(term, 'region', faults), reading, regions),
    file: readFileForm(term.find('file'), faults),
    ...readChecks(term.find('columns'), reading),
    events: readEntries(required(term, 'events', faults), reading, book),
    named: reading.named,
  };
  return faults.list.length > 0 ? { faults: faults.list } : { mapping };
}

/** What the heading of a file lacks of the columns a mapping names. */
export function headingFaults(mapping: Mapping, heading: readonly string[]): readonly Fault[] {
  const faults = new Faults();
  const told = new Set<string>();
  for (const { column, place } of mapping.named) {
    if (heading.includes(column) || told.has(column)) continue;
    told.add(column);
    const near = perhaps(nearNames(column, heading));
    faults.add(place, `文件中没有列“${column}”${near}`, `the file has no column "${column}"${near}`);
  }
  return faults.list;
}

/** A code stands for every row; anything else is a recipe, as for a field. */
function readScope(term: Term | undefined, reading: Reading, known: object): Cell {
  const code = term?.text;
  if (term === undefined || (code !== undefined && Object.hasOwn(known, code))) return () => code;
  return readCell(term, reading, { enum: Object.keys(known) });
}

function readSource(term: Term | undefined, faults: Faults): string {
  const source = term?.text ?? '';
  if (term && !/^[^\s]{1,300}$/.test(source))
    faults.add(term.place, 'source 应为不含空格的 URI', 'source is a URI without spaces');
  return source;
}

function required(term: Term, name: string, faults: Faults): Term | undefined {
  const found = term.find(name);
  if (found === undefined) faults.add(term.place, `缺少“${name}”`, `"${name}" is missing`);
  return found;
}

function readCalendar(term: Term, faults: Faults): Calendar {
  const zone = term.find('timeZone');
  const known = zone === undefined || isZone(zone.text ?? '');
  if (!known)
    faults.add(
      zone.place,
      '没有这个时区，例如 Asia/Shanghai',
      'no such time zone; for example Asia/Shanghai',
    );
  const dates = term.find('dates');
  const given = dates?.isList ? dates.items : dates ? [dates] : [];
  const formats = given.map((format) => ({ format, read: dateFormat(format.text ?? '') }));
  for (const { format, read } of formats)
    if (read === undefined)
      faults.add(
        format.place,
        '日期格式应由 yyyy MM dd HH hh mm ss a 组成',
        'a date format is made of yyyy MM dd HH hh mm ss a',
      );
  const usable = formats.map(({ read }) => read).filter((read): read is DateFormat => read !== undefined);
  return {
    zone: known ? (zone?.text ?? 'Asia/Shanghai') : 'Asia/Shanghai',
    formats: [...usable, ...isoFormats],
  };
}

const separators = { ',': ',', ';': ';', tab: '\t', '\t': '\t' } as const;
function readFileForm(term: Term | undefined, faults: Faults): FileForm {
  term?.allowOnly(['sheet', 'headerRow', 'encoding', 'separator'], faults);
  const headerRow = Number(term?.find('headerRow')?.text ?? 1);
  if (!Number.isInteger(headerRow) || headerRow < 1)
    faults.add(term!.place, 'headerRow 应为行号', 'headerRow is the number of a row');
  const encoding = term?.find('encoding');
  const known = (['utf-8', 'gb18030'] as const).find((name) => name === encoding?.text?.toLowerCase());
  if (encoding && !known)
    faults.add(encoding.place, '编码应为 utf-8 或 gb18030', 'encoding is utf-8 or gb18030');
  const separator = term?.find('separator');
  const sign = separators[(separator?.text ?? '') as keyof typeof separators];
  if (separator && !sign) faults.add(separator.place, '分隔符应为 , ; 或 tab', 'separator is , ; or tab');
  return { sheet: term?.find('sheet')?.text, headerRow, encoding: known, separator: sign };
}

function readEntries(term: Term | undefined, reading: Reading, book: ContractBook): EventEntry[] {
  if (term && (!term.isList || term.items.length === 0))
    reading.faults.add(term.place, 'events 应为列表', 'events is a list');
  return (term?.items ?? []).flatMap((item) => readEntry(item, reading, book) ?? []);
}

function readEntry(term: Term, reading: Reading, book: ContractBook): EventEntry | undefined {
  const { faults } = reading;
  term.allowOnly(entryParts, faults);
  const [type, id, occurredAt, data] = ['type', 'id', 'occurredAt', 'data'].map((name) =>
    required(term, name, faults),
  );
  const contract = book.find(type?.text ?? '');
  if (type && !contract) {
    const near = perhaps(
      nearNames(
        type.text ?? '',
        book.contracts.map((known) => known.type),
      ),
    );
    faults.add(
      type.place,
      `没有事件类型“${type.text}”${near}`,
      `there is no event type "${type.text}"${near}`,
    );
  }
  if (!contract || !id || !occurredAt || !data) return undefined;
  const group = term.find('oncePer');
  const columns = group?.isList ? group.items : group ? [group] : [];
  return {
    contract,
    oncePer: columns.map((column) => columnIn(column, reading)),
    when: readConditions(term.find('when'), reading),
    id: readCell(id, reading),
    occurredAt: readCell(occurredAt, reading, instant as Wanted),
    data: readFields(data, reading, contract),
  };
}

function readFields(term: Term, reading: Reading, contract: EventContract): EventEntry['data'] {
  const wanted = contract.schema as Wanted;
  for (const name of wanted.required ?? [])
    if (term.find(name) === undefined)
      reading.faults.add(
        term.place,
        `${contract.type} 缺少字段“${name}”`,
        `${contract.type} lacks its field "${name}"`,
      );
  return term.entries.map(({ name, key, term: recipe }) => {
    const field = wanted.properties?.[name];
    if (!field) unknownField(name, key, reading, wanted);
    return [name, readCell(recipe, reading, field)] as const;
  });
}
