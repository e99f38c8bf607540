import type { FacilityCardAnswer } from './facility-card.answers.js';
import type { FacilityCardRow } from './facility-card.table.js';
import { contradictions, lastInspections, repeatOffences, type Finding } from './findings.projection.js';
import type { HazardCounts } from './hazard-count.projection.js';

/** What the card shows of a row of `facility_card`. */
export type CardFacts = Omit<FacilityCardRow, 'turns' | 'endedEarly'>;

/** Puts the card together from the three read models, today or as of then: there is one way to make it. */
export function facilityView(
  card: CardFacts,
  hazards: HazardCounts,
  findings: readonly Finding[],
): FacilityCardAnswer {
  const { openComplaints, complaints, incidents, penalties, ...facts } = card;
  const { minor, serious, grave, overdue, awaitingRecheck, orders } = hazards;
  return {
    facilityId: facts.facilityId,
    name: facts.name,
    form: facts.form,
    regionCode: facts.regionCode,
    address: facts.address,
    capacity: facts.capacity,
    status: facts.status,
    statusSince: facts.statusSince,
    registeredOn: facts.registeredOn,
    filedOn: facts.filedOn,
    filingNo: facts.filingNo,
    openHazards: { minor, serious, grave },
    overdueHazards: overdue,
    awaitingRecheck,
    openOrders: orders,
    activeMeasures: facts.activeMeasures,
    // A revocation may be known before its decision.
    penalties: Math.max(0, penalties),
    complaints: { open: openComplaints.length, total: complaints },
    incidents: incidents.length,
    lastInspections: lastInspections(findings),
    repeatOffences: repeatOffences(findings),
    contradictions: contradictions(findings),
    lastEventAt: facts.lastEventAt,
    becauseOf: facts.becauseOf,
  };
}
