import { table, type Label } from '#kernel';

/**
 * One turn in the life of a post: it was set up, taken, or left. Paired into terms when read, whatever came
 * first.
 */
export interface TenureRow {
  readonly postId: string;
  readonly department: string;
  readonly region: string;
  readonly label: Label;
  readonly turn: 'established' | 'assumed' | 'left';
  readonly on: string;
  readonly officialId: string | null;
  /** Keyed commitment; the name itself is in the vault. */
  readonly name: string | null;
  readonly title: string | null;
  readonly regionCode: string | null;
  readonly documentNo: string | null;
  readonly handedOverTo: string | null;
  readonly occurredAt: string;
  readonly eventId: string;
}

export const tenureTable = table<TenureRow>({
  columns: {
    postId: 'text',
    department: 'text',
    region: 'text',
    label: 'text',
    turn: 'text',
    on: 'text',
    officialId: 'text',
    name: 'text',
    title: 'text',
    regionCode: 'text',
    documentNo: 'text',
    handedOverTo: 'text',
    occurredAt: 'timestamptz',
    eventId: 'text',
  },
  indexes: [['officialId'], ['postId']],
  history: true,
});
