import { regions } from '#contracts';
import { derivedId, type PersonalData } from '#kernel';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Door, RawRecord, Rejection } from './record.js';
import { sealAll, type Sealed } from './sealed-rejection.js';
import type { Sender } from './sender.js';
import { worded } from './wording.js';

/** A record on its way into the list. */
export interface Kept {
  readonly record: RawRecord;
  readonly rejection: Rejection;
  readonly sender: Sender;
  readonly door: Door;
}

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The same record, turned away for the same reason at the same place, is the same rejection. */
export function rejectionIdOf({ record, rejection, sender, door }: Kept): string {
  const { bytes, attributes, origin } = record;
  const stood = record.place ? [record.place] : [];
  const place = origin ? [origin.jobId, String(origin.row), String(origin.entry)] : stood;
  const what = [digestOf(bytes), attributes ? JSON.stringify(attributes) : '', rejection.refusal.code];
  return derivedId('rejection', door, sender.department, ...what, ...place);
}

/**
 * A region the record names and the sender may send to; else the sender's own. Decides who sees the
 * rejection.
 */
const regionOf = ({ rejection, sender }: Kept) =>
  rejection.region !== undefined && rejection.step !== 'authority' && rejection.region in regions
    ? rejection.region
    : sender.region;

/** In the order of {@link valuesOf}. */
const COLUMNS = {
  rejection_id: 'uuid',
  door: 'text',
  account: 'text',
  department: 'text',
  region: 'text',
  sender_region: 'text',
  step: 'text',
  code: 'text',
  sealed_told: 'bytea',
  source: 'text',
  source_id: 'text',
  type: 'text',
  sealed_original: 'bytea',
  attributes: 'jsonb',
  alarm: 'boolean',
  job_id: 'uuid',
  file: 'text',
  row_number: 'int',
  entry: 'int',
  place: 'text',
};
const arrays = Object.values(COLUMNS).map((type, i) => `$${i + 1}::${type}[]`);
const KEEP = `
  insert into intake.rejection (${Object.keys(COLUMNS).join(', ')})
  select * from unnest(${arrays.join(', ')})
  on conflict (rejection_id) do update set times = intake.rejection.times + (intake.rejection.place is null)::int`;

function valuesOf(kept: Kept, { original, told }: Sealed): readonly unknown[] {
  const { record, rejection, sender, door } = kept;
  const { origin } = record;
  return [
    rejectionIdOf(kept),
    door,
    sender.account,
    sender.department,
    regionOf(kept),
    sender.region,
    rejection.step,
    rejection.refusal.code,
    told ?? null,
    rejection.source ?? null,
    rejection.sourceId ?? null,
    rejection.type ?? null,
    original ?? null,
    record.attributes ? JSON.stringify(record.attributes) : null,
    rejection.refusal.code === 'intake/id-conflict',
    origin?.jobId ?? null,
    origin?.file ?? null,
    origin?.row ?? null,
    origin?.entry ?? null,
    record.place ?? null,
  ];
}

/** The list of what was turned away: nothing is lost because it was wrong. Its bytes lie sealed. */
export class Rejections {
  constructor(
    private readonly pool: Pool,
    private readonly persons: PersonalData,
  ) {}

  async keep(many: readonly Kept[]): Promise<void> {
    const once = [...new Map(many.map((kept) => [rejectionIdOf(kept), kept])).values()];
    if (once.length === 0) return;
    const sealed = await sealAll(this.persons, once.map(toSeal));
    const rows = once.map((kept, at) => valuesOf(kept, sealed[at]!));
    await this.pool.query(
      KEEP,
      arrays.map((_, column) => rows.map((row) => row[column])),
    );
  }
}

function toSeal(kept: Kept) {
  const { record, rejection } = kept;
  const { zh, en, errors = [] } = worded(rejection.refusal, rejection.errors);
  const about = rejection.persons ?? [];
  return { rejectionId: rejectionIdOf(kept), about, original: record.bytes, told: { zh, en, errors } };
}
