import { departments, regions, type Department, type Region } from '#contracts';
import { refuse, type ContractBook, type EventContract, type Fault } from '#kernel';
import { utcInstant } from './instant.js';
import type { IntakeRefusal } from './intake.refusals.js';
import { nearNames, perhaps } from './near-name.js';

/** What a CloudEvent says around its data, read and understood. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly contract: EventContract;
  /** UTC. */
  readonly occurredAt: string;
  readonly department: Department;
  readonly region: Region;
  readonly data: unknown;
}

export type Opened =
  { readonly envelope: Envelope } | { readonly refusal: IntakeRefusal; readonly errors?: readonly Fault[] };

type Attributes = Readonly<Record<string, unknown>>;

const named = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most && !/\p{Cc}/u.test(value);

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** Each attribute with what it must be (CloudEvents 1.0 §3.1, and ours). */
const wanted: readonly (readonly [name: string, fits: (value: unknown) => boolean, must: string])[] = [
  ['specversion', (value) => value === '1.0', 'must be "1.0" / 必须为 "1.0"'],
  ['id', (value) => named(value, 200), 'must be a text of 1–200 characters / 必须为 1–200 个字符'],
  ['source', (value) => named(value, 300) && !/\s/.test(value), 'must be a URI reference / 必须为 URI'],
  ['type', (value) => named(value, 100), 'must name an event type / 必须为事件类型'],
  [
    'time',
    (value) => typeof value === 'string' && utcInstant(value) !== undefined,
    'must be an RFC 3339 instant with zone / 必须为带时区的 RFC 3339 时刻',
  ],
  ['subject', (value) => value === undefined || named(value, 200), 'must be a text / 必须为文字'],
  ['dataschema', (value) => value === undefined || named(value, 300), 'must be a URI / 必须为 URI'],
  [
    'datacontenttype',
    (value) => value === undefined || (typeof value === 'string' && JSON_TYPE.test(value)),
    'must be application/json / 必须为 application/json',
  ],
  [
    'youanregion',
    (value) => typeof value === 'string' && Object.hasOwn(regions, value),
    'must be a region code of Linyi / 必须为临沂市区划代码',
  ],
  [
    'youandepartment',
    (value) => value === undefined || (typeof value === 'string' && Object.hasOwn(departments, value)),
    'must be a department code / 必须为部门代码',
  ],
  ['data_base64', (value) => value === undefined, 'is not taken: send JSON data / 不支持，请报送 JSON 数据'],
  [
    'data',
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be an object / 必须为对象',
  ],
];

/** CloudEvents allows lower-case letters and digits as names, and no nested values beside `data`. */
const ownNames = new Set(wanted.map(([name]) => name));
const isExtension = (name: string, value: unknown) =>
  /^[a-z0-9]{1,40}$/.test(name) && (typeof value !== 'object' || value === null);

export function openEnvelope(value: unknown, book: ContractBook, own: Department): Opened {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return malformed([{ path: '', message: 'must be an object / 必须为对象' }]);
  const attributes = value as Attributes;
  const errors = faultsOf(attributes);
  if (errors.length > 0) return malformed(errors);
  const type = attributes['type'] as string;
  const contract = book.find(type);
  if (contract === undefined) return { refusal: unknownType(type, book) };
  const version = versionNamed(attributes['dataschema']);
  if (version !== undefined && version !== contract.version)
    return { refusal: unknownVersion(contract, version) };
  return {
    envelope: {
      id: attributes['id'] as string,
      source: attributes['source'] as string,
      contract,
      occurredAt: utcInstant(attributes['time'] as string)!,
      department: (attributes['youandepartment'] as Department | undefined) ?? own,
      region: attributes['youanregion'] as Region,
      data: attributes['data'],
    },
  };
}

function faultsOf(attributes: Attributes): Fault[] {
  const errors: Fault[] = [];
  for (const [name, fits, must] of wanted)
    if (!fits(attributes[name])) errors.push({ path: `/${name}`, message: must });
  for (const name in attributes)
    if (!ownNames.has(name) && !isExtension(name, attributes[name]))
      errors.push({ path: `/${name.slice(0, 60)}`, message: 'is not an extension attribute / 不是扩展属性' });
  return errors;
}

const malformed = (errors: readonly Fault[]): Opened => ({
  refusal: refuse('intake/envelope-malformed'),
  errors,
});

function unknownType(type: string, book: ContractBook): IntakeRefusal {
  const near = nearNames(
    type,
    book.contracts.map((contract) => contract.type),
  );
  return refuse('intake/unknown-type', { type, near: perhaps(near) });
}

const unknownVersion = ({ type, version: current }: EventContract, version: number) =>
  refuse('intake/unknown-version', { type, version: String(version), current: String(current) });

/** `…/HazardFound.v1` names version 1; a schema address without a version leaves it open. */
function versionNamed(dataschema: unknown): number | undefined {
  const found = typeof dataschema === 'string' ? /\.v(\d{1,6})(?:\.json)?$/.exec(dataschema) : null;
  return found ? Number(found[1]) : undefined;
}
