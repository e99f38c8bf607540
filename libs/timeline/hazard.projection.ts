import type { Hazard, PublishedEvent } from '#contracts';
import { silent, type Change, type Projection, type Recorded } from '#kernel';
import type { HazardRow } from './hazard.table.js';
import { facilityOf } from './timeline.projection.js';

type Told = Partial<HazardRow>;
const elsewhere = silent('says nothing about a hazard');

/**
 * 隐患台账: what stands between a finding and its closure. Open until a department says it is put right, or saw
 * it put right
 * on the spot; the facility's own word makes it `claimed`, no more. The later in the world wins, however
 * late it arrives.
 */
export const hazard: Projection<PublishedEvent, HazardRow> = {
  name: 'hazard',
  version: 1,
  partitions: facilityOf,
  partitionSubject: 'facility',
  rules: {
    HazardFound: (data, recorded) => told(data, recorded, (row) => found(row, data, recorded)),

    RectificationOrdered: ({ dueOn, documentNo, ...data }, recorded) =>
      told(data, recorded, (row) => ({ orderNo: documentNo, ...moved(row, dueOn, recorded.occurredAt) })),

    RectificationExtended: ({ dueOn, ...data }, recorded) =>
      told(data, recorded, (row) => moved(row, dueOn, recorded.occurredAt)),

    HazardRectified: ({ when, ...data }, recorded) =>
      told(data, recorded, (row) =>
        when === 'on-the-spot'
          ? judged(row, 'rectified', recorded.occurredAt)
          : { claimedAt: later(row.claimedAt, recorded.occurredAt) },
      ),

    RectificationVerified: ({ outcome, ...data }, recorded) =>
      told(data, recorded, (row) => judged(row, outcome, recorded.occurredAt)),

    RectificationOpened: silent('the platform follows what the finding already said'),
    InspectionAssigned: elsewhere,
    InspectionOpened: elsewhere,
    InspectionClosed: silent('a verdict is on the visit; each hazard has its own end'),
    FacilityRegistered: elsewhere,
    FacilityFiled: elsewhere,
    FilingCancelled: elsewhere,
    CapacityChanged: elsewhere,
    FacilityClosed: silent('closing the doors does not put a hazard right'),
    MeasureImposed: silent('a measure contains a hazard and does not end it'),
    MeasureLifted: elsewhere,
    PenaltyDecided: silent('a penalty does not put a hazard right'),
    PenaltyRevoked: elsewhere,
    ComplaintReceived: elsewhere,
    ComplaintAnswered: elsewhere,
    IncidentReported: elsewhere,
    IncidentGraded: elsewhere,
    IncidentClosed: elsewhere,
    PostEstablished: elsewhere,
    PostAssumed: elsewhere,
    PostLeft: elsewhere,
    DutyAssigned: elsewhere,
  },
};

const nothing: Omit<HazardRow, 'facilityId' | 'hazardId' | 'department' | 'region'> = {
  gravity: null,
  finding: null,
  clause: null,
  foundAt: null,
  foundBy: null,
  dueOn: null,
  dueSetAt: null,
  orderNo: null,
  claimedAt: null,
  verdict: null,
  verdictAt: null,
  open: false,
  claimed: false,
};

function told(
  { facilityId, hazardId, department }: Hazard,
  { meta }: Recorded<PublishedEvent>,
  change: (row: HazardRow) => Told,
): readonly Change<HazardRow>[] {
  const from = (row: HazardRow | undefined): HazardRow => {
    const before = row ?? { ...nothing, facilityId, hazardId, department, region: meta.region };
    return settled({ ...before, ...change(before) });
  };
  return [{ fold: `${facilityId}/${hazardId}`, from }];
}

function settled(row: HazardRow): HazardRow {
  const { foundAt, verdict, verdictAt, claimedAt } = row;
  const cured = verdict === 'rectified' && (foundAt === null || verdictAt! >= foundAt);
  const open = foundAt !== null && !cured;
  const looked = later(verdictAt, foundAt ?? '');
  return { ...row, open, claimed: open && claimedAt !== null && claimedAt >= looked };
}

const later = (one: string | null, other: string) => (one !== null && one > other ? one : other);

function found(
  row: HazardRow,
  data: {
    department: string;
    gravity: HazardRow['gravity'];
    finding: string;
    clause: string;
    rectifyBy?: string;
  },
  { occurredAt, meta }: Recorded<PublishedEvent>,
): Told {
  if (row.foundAt !== null && row.foundAt > occurredAt) return {};
  const { department, gravity, finding, clause, rectifyBy } = data;
  return {
    department,
    region: meta.region,
    gravity,
    finding,
    clause,
    foundAt: occurredAt,
    foundBy: department,
    ...(rectifyBy ? moved(row, rectifyBy, occurredAt) : {}),
  };
}

const moved = ({ dueSetAt }: HazardRow, dueOn: string, at: string): Told =>
  dueSetAt !== null && dueSetAt > at ? {} : { dueOn, dueSetAt: at };

const judged = ({ verdictAt }: HazardRow, verdict: HazardRow['verdict'], at: string): Told =>
  verdictAt !== null && verdictAt > at ? {} : { verdict, verdictAt: at };
