import { count, event, id, localDate, oneOf, text, type EventOf, type FieldsOf } from '#kernel';
import {
  aboutCase,
  aboutFacility,
  department,
  evidence,
  forPublic,
  forStaff,
  gravity,
} from './common.events.js';

const incident = { incidentId: id, facilityId: id, department };
type Incident = FieldsOf<typeof incident>;
const stream = ({ incidentId }: Incident) => `incident-${incidentId}`;
const subjects = ({ facilityId, incidentId }: Incident) => [aboutFacility(facilityId), aboutCase(incidentId)];

/** Something happened to children or staff. Counts only: who it was belongs to nobody's log. */
export const IncidentReported = event({
  type: 'IncidentReported',
  version: 1,
  zh: '事故报告',
  en: 'Incident reported',
  ...forStaff,
  stream,
  subjects,
  data: {
    ...incident,
    kind: oneOf('fire', 'food-poisoning', 'injury', 'infectious-disease', 'abuse', 'missing-child', 'other'),
    gravity,
    happenedOn: localDate,
    dead: count,
    injured: count,
    summary: text,
    evidence,
  },
});

/** 事故等级 (生产安全事故报告和调查处理条例 §3), set by the competent organ. */
export const IncidentGraded = event({
  type: 'IncidentGraded',
  version: 1,
  zh: '事故定级',
  en: 'Incident graded',
  ...forPublic,
  stream,
  subjects,
  data: {
    ...incident,
    grade: oneOf('ordinary', 'larger', 'major', 'exceptional'),
    gradedOn: localDate,
    documentNo: text,
  },
});

export const IncidentClosed = event({
  type: 'IncidentClosed',
  version: 1,
  zh: '事故结案',
  en: 'Incident closed',
  ...forStaff,
  stream,
  subjects,
  data: { ...incident, closedOn: localDate, documentNo: text },
});

export type IncidentEvent =
  EventOf<typeof IncidentReported> | EventOf<typeof IncidentGraded> | EventOf<typeof IncidentClosed>;
