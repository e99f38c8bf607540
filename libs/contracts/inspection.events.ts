import { event, id, listOf, localDate, maybe, oneOf, text, type EventOf, type FieldsOf } from '#kernel';
import {
  aboutCase,
  aboutFacility,
  aboutOfficer,
  department,
  evidence,
  forPublic,
  forStaff,
  gravity,
  officer,
} from './common.events.js';

const visit = { inspectionId: id, facilityId: id, department };
/** One entry of one department into one facility. */
export type Visit = FieldsOf<typeof visit>;

const stream = ({ inspectionId }: Visit) => `inspection-${inspectionId}`;
const subjects = ({ facilityId, inspectionId }: Visit) => [
  aboutFacility(facilityId),
  aboutCase(inspectionId),
];

/**
 * An inspection is owed: which facility, by which post's holder, until when (yearly plan, double random, or
 * an order).
 */
export const InspectionAssigned = event({
  type: 'InspectionAssigned',
  version: 1,
  zh: '检查任务下达',
  en: 'Inspection assigned',
  ...forStaff,
  stream,
  subjects: (data) => [...subjects(data), ...aboutOfficer(data.assignee)],
  data: { ...visit, assignee: officer, assignedOn: localDate, dueOn: localDate, basis: text },
});

/**
 * A department entered a facility to look. Two officers are the law (行政处罚法 §42); a fact with one is
 * recorded all the
 * same, because that is what happened, and our own command refuses it.
 */
export const InspectionOpened = event({
  type: 'InspectionOpened',
  version: 1,
  zh: '开始检查',
  en: 'Inspection opened',
  ...forStaff,
  stream,
  subjects: (data) => [...subjects(data), ...data.officers.flatMap(aboutOfficer)],
  data: {
    ...visit,
    kind: oneOf('routine', 'special', 'complaint', 'joint', 're-inspection', 'self-report'),
    officers: listOf(officer),
  },
});

/** Something is wrong: the clause it breaks, how grave, and the day by which it must be right. */
export const HazardFound = event({
  type: 'HazardFound',
  version: 1,
  zh: '发现隐患',
  en: 'Hazard found',
  ...forStaff,
  stream,
  subjects: (data) => [...subjects(data), aboutCase(data.hazardId)],
  data: {
    ...visit,
    hazardId: id,
    gravity,
    clause: text,
    finding: text,
    rectifyBy: maybe(localDate),
    evidence,
  },
});

export const InspectionClosed = event({
  type: 'InspectionClosed',
  version: 1,
  zh: '检查结束',
  en: 'Inspection closed',
  ...forPublic,
  stream,
  subjects: (data) => [...subjects(data), ...(data.lead ? aboutOfficer(data.lead) : [])],
  data: { ...visit, verdict: oneOf('passed', 'failed'), lead: maybe(officer) },
});

export type InspectionEvent =
  | EventOf<typeof InspectionAssigned>
  | EventOf<typeof InspectionOpened>
  | EventOf<typeof HazardFound>
  | EventOf<typeof InspectionClosed>;
