import type { Caller } from '#authority';
import { Refused, refuse, type PersonalData } from '#kernel';
import type { Pool } from 'pg';
import type { Intake } from './intake.js';
import type { IntakeResult, Outcome } from './record.js';
import type { Repaired } from './row-records.js';
import type { RejectionList, RejectionRow } from './rejections.reader.js';
import { sealSettlement } from './sealed-rejection.js';
import type { Sender } from './sender.js';

/** Makes records of a repaired row of a file again, by the mapping its job was read with. */
export type RowReader = (row: RejectionRow, repaired: string) => Promise<Repaired[]>;

/** What a clerk can do about a rejection: repair and send again, or say why it stays out. */
export class Repairs {
  constructor(
    private readonly pool: Pool,
    private readonly desk: {
      readonly intake: Intake;
      readonly list: RejectionList;
      readonly readRow: RowReader;
      readonly persons: PersonalData;
    },
  ) {}

  /**
   * The repaired text goes through every check again, with the scope of whoever sent the original and in
   * the name of whoever repairs. The rejection is settled only when the record stands in history.
   */
  async resend(caller: Caller, rejectionId: string, repaired: string): Promise<IntakeResult> {
    const row = await this.open(caller, rejectionId);
    const sender: Sender = {
      account: caller.account,
      department: row.department as Sender['department'],
      region: row.senderRegion as Sender['region'],
    };
    const parts = await this.partsOf(row, repaired);
    const results = await this.desk.intake.again(
      parts.map(({ record }) => record),
      sender,
      row.door,
    );
    const result =
      worst(results.filter(({ outcome }, at) => !(outcome === 'alarm' && parts[at]!.shared))) ?? results[0]!;
    if (result.outcome === 'recorded' || result.outcome === 'duplicate')
      await this.settle(row, { state: 'resent', by: caller.account, repaired, eventId: result.eventId });
    return result.outcome === 'rejected' || result.outcome === 'alarm' ? { ...result, rejectionId } : result;
  }

  async dismiss(caller: Caller, rejectionId: string, reason: string): Promise<RejectionRow> {
    const row = await this.open(caller, rejectionId);
    await this.settle(row, { state: 'dismissed', by: caller.account, reason });
    return this.desk.list.get(caller, rejectionId);
  }

  private async open(caller: Caller, rejectionId: string): Promise<RejectionRow> {
    const row = await this.desk.list.get(caller, rejectionId);
    if (row.state === 'open') return row;
    throw new Refused(refuse('intake/rejection-settled', { rejectionId, state: row.state }));
  }

  private async partsOf(row: RejectionRow, repaired: string): Promise<Repaired[]> {
    if (isRowOfFile(row)) return this.desk.readRow(row, repaired);
    const bytes = Buffer.from(repaired);
    const bare = row.attributes !== null && !/"specversion"\s*:/.test(repaired);
    return [{ record: bare ? { bytes, attributes: row.attributes } : { bytes }, shared: false }];
  }

  private async settle(row: RejectionRow, settlement: Settlement): Promise<void> {
    const { state, by, repaired = null, reason = null, eventId } = settlement;
    const sealed = await sealSettlement(this.desk.persons, row.rejectionId, { repaired, reason });
    await this.pool.query(
      `update intake.rejection
       set state = $2, settled_by = $3, settled_at = now(), sealed_settlement = $4, resent_event_id = $5
       where rejection_id = $1 and state = 'open'`,
      [row.rejectionId, state, by, sealed ?? null, eventId ?? null],
    );
  }
}

const badness: readonly Outcome[] = ['recorded', 'duplicate', 'unknown', 'rejected', 'alarm'];
/** A row is repaired only when each of its events stands; otherwise the worst of them is told. */
const worst = (results: readonly IntakeResult[]): IntakeResult | undefined =>
  [...results].sort((a, b) => badness.indexOf(b.outcome) - badness.indexOf(a.outcome))[0];

interface Settlement {
  readonly state: 'resent' | 'dismissed';
  readonly by: string;
  readonly repaired?: string;
  readonly reason?: string;
  readonly eventId?: string | undefined;
}

/** Rows that no event could be made of are kept as rows; everything else is kept as the CloudEvent it was. */
const isRowOfFile = ({ code, entry }: RejectionRow) =>
  entry !== null && (code === 'intake/cell-malformed' || code === 'intake/row-malformed');
