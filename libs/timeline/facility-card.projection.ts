import type { PublishedEvent } from '#contracts';
import { silent, type Change, type Projection, type Recorded } from '#kernel';
import type { ActiveMeasure, FacilityCardRow, Turn } from './facility-card.table.js';
import { facilityOf } from './timeline.projection.js';

type Card = FacilityCardRow;
type Told = Partial<Card>;
type Happened = Recorded<PublishedEvent>;

/**
 * 机构卡片: what a facility is today, folded from every department's facts in whatever order they arrive.
 * Hazards, last
 * inspections, repeat offences and contradictions are not kept here: they are read from `hazard` and
 * `timeline`.
 */
export const facilityCard: Projection<PublishedEvent, Card> = {
  name: 'facility_card',
  version: 1,
  partitions: facilityOf,
  partitionSubject: 'facility',
  rules: {
    FacilityRegistered: (data, recorded) => told(recorded, (card) => registered(card, data, recorded)),
    FacilityFiled: ({ filedOn, filingNo }, recorded) =>
      told(recorded, (card) => turned(card, 'filed', stamp(recorded, filedOn), { filedOn, filingNo })),
    FilingCancelled: ({ cancelledOn }, recorded) =>
      told(recorded, (card) => turned(card, 'unfiled', stamp(recorded, cancelledOn))),
    CapacityChanged: ({ capacity, changedOn }, recorded) =>
      told(recorded, (card) => turned(card, 'capacity', stamp(recorded, changedOn), { capacity })),
    FacilityClosed: ({ closedOn }, recorded) =>
      told(recorded, (card) => turned(card, 'closed', stamp(recorded, closedOn))),

    MeasureImposed: ({ measureId, measure, department, imposedOn: since, documentNo }, recorded) =>
      told(recorded, (card) => imposed(card, { measureId, measure, department, since, documentNo })),
    MeasureLifted: ({ measureId }, recorded) => told(recorded, (card) => lifted(card, measureId)),
    PenaltyDecided: (_, recorded) => told(recorded, (card) => ({ penalties: card.penalties + 1 })),
    PenaltyRevoked: (_, recorded) => told(recorded, (card) => ({ penalties: card.penalties - 1 })),

    ComplaintReceived: ({ complaintId }, recorded) => told(recorded, (card) => complained(card, complaintId)),
    ComplaintAnswered: ({ complaintId }, recorded) => told(recorded, (card) => answered(card, complaintId)),
    IncidentReported: ({ incidentId }, recorded) =>
      told(recorded, ({ incidents }) => ({
        incidents: incidents.includes(incidentId) ? incidents : [...incidents, incidentId],
      })),
    IncidentGraded: (_, recorded) => told(recorded),
    IncidentClosed: (_, recorded) => told(recorded),

    InspectionAssigned: (_, recorded) => told(recorded),
    InspectionOpened: (_, recorded) => told(recorded),
    HazardFound: (_, recorded) => told(recorded),
    InspectionClosed: (_, recorded) => told(recorded),
    RectificationOrdered: (_, recorded) => told(recorded),
    RectificationExtended: (_, recorded) => told(recorded),
    HazardRectified: (_, recorded) => told(recorded),
    RectificationVerified: (_, recorded) => told(recorded),

    RectificationOpened: silent('the platform follows a hazard; nobody did anything about the facility'),
    DutyAssigned: silent('a duty binds a post; the facility is none the different'),
    PostEstablished: silent('a post is no facility'),
    PostAssumed: silent('a post is no facility'),
    PostLeft: silent('a post is no facility'),
  },
};

const stamp = ({ occurredAt }: Happened, on: string): Turn => ({ at: occurredAt, on });

/**
 * A department's word about a facility nobody registered still makes a card: it is there, and must be seen.
 */
const unknown = (facilityId: string, { meta, occurredAt, eventId }: Happened): Card => ({
  facilityId,
  name: null,
  form: null,
  regionCode: meta.region,
  address: null,
  capacity: null,
  status: 'unregistered',
  statusSince: null,
  registeredOn: null,
  filedOn: null,
  filingNo: null,
  turns: {},
  activeMeasures: [],
  openComplaints: [],
  incidents: [],
  endedEarly: [],
  complaints: 0,
  penalties: 0,
  lastEventAt: occurredAt,
  becauseOf: eventId,
});

const unchanged = (): Told => ({});
function told(recorded: Happened, change: (card: Card) => Told = unchanged): readonly Change<Card>[] {
  const [facilityId] = facilityOf(recorded);
  const from = (row: Card | undefined): Card => {
    const { occurredAt, eventId } = recorded;
    const card = row ?? unknown(facilityId!, recorded);
    const lastEventAt = card.lastEventAt > occurredAt ? card.lastEventAt : occurredAt;
    return standing({ ...card, ...change(card), lastEventAt, becauseOf: eventId });
  };
  return [{ fold: facilityId!, from: change === unchanged ? (row) => seen(row, recorded, from) : from }];
}

/** Most events leave the status as it is; they cost one small object. */
function seen(
  row: Card | undefined,
  { occurredAt, eventId }: Happened,
  first: (row: undefined) => Card,
): Card {
  if (row === undefined) return first(row);
  const lastEventAt = row.lastEventAt > occurredAt ? row.lastEventAt : occurredAt;
  return { ...row, lastEventAt, becauseOf: eventId };
}

function turned(card: Card, name: keyof Card['turns'], turn: Turn, more: Told = {}): Told {
  const before = card.turns[name];
  if (before !== undefined && before.at > turn.at) return {};
  return { ...more, turns: { ...card.turns, [name]: turn } };
}

function registered(
  card: Card,
  data: Pick<Card, 'regionCode'> & {
    name: string;
    form: string;
    address: string;
    capacity: number;
    registeredOn: string;
  },
  recorded: Happened,
): Told {
  const { name, form, regionCode, address, capacity, registeredOn } = data;
  const newerCapacity = card.turns.capacity !== undefined && card.turns.capacity.at > recorded.occurredAt;
  return turned(card, 'registered', stamp(recorded, registeredOn), {
    name,
    form,
    regionCode,
    address,
    registeredOn,
    ...(newerCapacity ? {} : { capacity }),
  });
}

const STOPS: ReadonlySet<string> = new Set(['temporary-seal', 'operation-suspended', 'power-cut']);

/** Closed, then ordered to stop, then filed, then registered: the most serious of what is so. */
function standing(card: Card): Card {
  const { registered: birth, filed, unfiled, closed } = card.turns;
  if (closed !== undefined && !(birth !== undefined && birth.at > closed.at))
    return so(card, 'closed', closed.on);
  const stops = card.activeMeasures.filter(({ measure }) => STOPS.has(measure)).map(({ since }) => since);
  if (stops.length > 0)
    return so(
      card,
      'suspended',
      stops.reduce((a, b) => (a < b ? a : b)),
    );
  const filedNow = filed !== undefined && !(unfiled !== undefined && unfiled.at >= filed.at);
  if (filedNow) return so(card, 'filed', filed.on);
  if (birth === undefined) return so(card, 'unregistered', null);
  return so(card, 'registered', unfiled !== undefined && unfiled.at > birth.at ? unfiled.on : birth.on);
}
const so = (card: Card, status: Card['status'], statusSince: string | null): Card => ({
  ...card,
  status,
  statusSince,
});

const without = <T>(list: readonly T[], gone: T) => list.filter((one) => one !== gone);

function imposed(card: Card, measure: ActiveMeasure): Told {
  const end = `measure:${measure.measureId}`;
  if (card.endedEarly.includes(end)) return { endedEarly: without(card.endedEarly, end) };
  return { activeMeasures: [...card.activeMeasures, measure] };
}

function lifted({ activeMeasures, endedEarly }: Card, measureId: string): Told {
  const left = activeMeasures.filter((measure) => measure.measureId !== measureId);
  if (left.length < activeMeasures.length) return { activeMeasures: left };
  return { endedEarly: [...endedEarly, `measure:${measureId}`] };
}

function complained({ complaints, openComplaints, endedEarly }: Card, complaintId: string): Told {
  const end = `complaint:${complaintId}`;
  return endedEarly.includes(end)
    ? { complaints: complaints + 1, endedEarly: without(endedEarly, end) }
    : { complaints: complaints + 1, openComplaints: [...openComplaints, complaintId] };
}

function answered({ openComplaints, endedEarly }: Card, complaintId: string): Told {
  if (openComplaints.includes(complaintId)) return { openComplaints: without(openComplaints, complaintId) };
  const end = `complaint:${complaintId}`;
  return endedEarly.includes(end) ? {} : { endedEarly: [...endedEarly, end] };
}
