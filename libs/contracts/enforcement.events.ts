import { event, fen, id, localDate, maybe, oneOf, text, type EventOf, type FieldsOf } from '#kernel';
import {
  aboutCase,
  aboutFacility,
  aboutOfficer,
  department,
  evidence,
  forPublic,
  officer,
} from './common.events.js';

const measure = { measureId: id, facilityId: id, department };
const penalty = { penaltyId: id, facilityId: id, department };
type Measure = FieldsOf<typeof measure>;
type Penalty = FieldsOf<typeof penalty>;

const ofMeasure = ({ measureId }: Measure) => `measure-${measureId}`;
const ofPenalty = ({ penaltyId }: Penalty) => `penalty-${penaltyId}`;
const aboutMeasure = ({ facilityId, measureId }: Measure) => [
  aboutFacility(facilityId),
  aboutCase(measureId),
];
const aboutPenalty = ({ facilityId, penaltyId }: Penalty) => [
  aboutFacility(facilityId),
  aboutCase(penaltyId),
];

/** 行政强制措施 (行政强制法): what was closed or seized, by which document, who signed. */
export const MeasureImposed = event({
  type: 'MeasureImposed',
  version: 1,
  zh: '采取强制措施',
  en: 'Measure imposed',
  ...forPublic,
  stream: ofMeasure,
  subjects: (data) => [...aboutMeasure(data), ...aboutOfficer(data.signedBy)],
  data: {
    ...measure,
    measure: oneOf('temporary-seal', 'operation-suspended', 'product-seal', 'seizure', 'power-cut'),
    documentNo: text,
    clause: text,
    imposedOn: localDate,
    until: maybe(localDate),
    hazardId: maybe(id),
    signedBy: officer,
    evidence,
  },
});

export const MeasureLifted = event({
  type: 'MeasureLifted',
  version: 1,
  zh: '解除强制措施',
  en: 'Measure lifted',
  ...forPublic,
  stream: ofMeasure,
  subjects: (data) => [...aboutMeasure(data), ...aboutOfficer(data.signedBy)],
  data: { ...measure, liftedOn: localDate, reason: text, signedBy: officer },
});

/** 行政处罚 (行政处罚法 §9). Money in fen, as a string. */
export const PenaltyDecided = event({
  type: 'PenaltyDecided',
  version: 1,
  zh: '行政处罚决定',
  en: 'Penalty decided',
  ...forPublic,
  stream: ofPenalty,
  subjects: (data) => [...aboutPenalty(data), ...aboutOfficer(data.signedBy)],
  data: {
    ...penalty,
    penalty: oneOf('warning', 'public-criticism', 'fine', 'confiscation', 'suspension', 'closure'),
    amountFen: maybe(fen),
    documentNo: text,
    clause: text,
    decidedOn: localDate,
    signedBy: officer,
    evidence,
  },
});

/** A decision taken back must disappear from publication within three working days (行政处罚法 §48). */
export const PenaltyRevoked = event({
  type: 'PenaltyRevoked',
  version: 1,
  zh: '撤销处罚决定',
  en: 'Penalty revoked',
  ...forPublic,
  stream: ofPenalty,
  subjects: aboutPenalty,
  data: { ...penalty, revokedOn: localDate, reason: text, documentNo: text },
});

export type EnforcementEvent =
  | EventOf<typeof MeasureImposed>
  | EventOf<typeof MeasureLifted>
  | EventOf<typeof PenaltyDecided>
  | EventOf<typeof PenaltyRevoked>;
