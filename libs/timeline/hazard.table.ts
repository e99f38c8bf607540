import type { Gravity } from '#contracts';
import { table } from '#kernel';

/**
 * One hazard, followed over every visit and department. Instants are text: a fold must read back exactly
 * what it wrote.
 */
export interface HazardRow {
  readonly facilityId: string;
  readonly hazardId: string;
  readonly department: string;
  readonly region: string;
  /** Null until the finding itself arrives: a department may tell of the cure before it tells of the ill. */
  readonly gravity: Gravity | null;
  readonly finding: string | null;
  readonly clause: string | null;
  readonly foundAt: string | null;
  readonly foundBy: string | null;
  readonly dueOn: string | null;
  /** When the day in `dueOn` was set; a later word moves it, an older one that arrives late does not. */
  readonly dueSetAt: string | null;
  readonly orderNo: string | null;
  /** The facility says it is right; nobody has looked yet. */
  readonly claimedAt: string | null;
  readonly verdict: 'rectified' | 'not-rectified' | null;
  readonly verdictAt: string | null;
  readonly open: boolean;
  readonly claimed: boolean;
}

export const hazardTable = table<HazardRow>({
  columns: {
    facilityId: 'text',
    hazardId: 'text',
    department: 'text',
    region: 'text',
    gravity: 'text',
    finding: 'text',
    clause: 'text',
    foundAt: 'text',
    foundBy: 'text',
    dueOn: 'text',
    dueSetAt: 'text',
    orderNo: 'text',
    claimedAt: 'text',
    verdict: 'text',
    verdictAt: 'text',
    open: 'boolean',
    claimed: 'boolean',
  },
  indexes: [
    ['facilityId', 'open'],
    ['open', 'dueOn'],
  ],
  history: false,
});
