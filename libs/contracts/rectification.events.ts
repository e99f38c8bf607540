import { event, id, localDate, maybe, oneOf, text, type EventOf, type FieldsOf } from '#kernel';
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

const hazard = { hazardId: id, facilityId: id, department };
/** One hazard, followed beyond the visit that found it: deadlines outlive visits. */
export type Hazard = FieldsOf<typeof hazard>;

const stream = ({ hazardId }: Hazard) => `hazard-${hazardId}`;
const subjects = ({ facilityId, hazardId }: Hazard) => [aboutFacility(facilityId), aboutCase(hazardId)];

/** The platform's own word: a hazard became known, its rectification is being followed. */
export const RectificationOpened = event({
  type: 'RectificationOpened',
  version: 1,
  zh: '整改立项',
  en: 'Rectification opened',
  ...forStaff,
  stream,
  subjects,
  data: { ...hazard, inspectionId: id, gravity, rectifyBy: maybe(localDate) },
});

/**
 * 责令改正: who signed, until when the facility must be right, and when the department itself must look again.
 */
export const RectificationOrdered = event({
  type: 'RectificationOrdered',
  version: 1,
  zh: '责令改正',
  en: 'Rectification ordered',
  ...forPublic,
  stream,
  subjects: (data) => [...subjects(data), ...aboutOfficer(data.signedBy)],
  data: {
    ...hazard,
    documentNo: text,
    clause: text,
    orderedOn: localDate,
    dueOn: localDate,
    recheckBy: localDate,
    signedBy: officer,
  },
});

export const RectificationExtended = event({
  type: 'RectificationExtended',
  version: 1,
  zh: '整改延期',
  en: 'Rectification extended',
  ...forStaff,
  stream,
  subjects: (data) => [...subjects(data), ...aboutOfficer(data.signedBy)],
  data: { ...hazard, dueOn: localDate, recheckBy: localDate, reason: text, signedBy: officer },
});

/** The facility put it right, on the spot or later; nobody has looked yet. */
export const HazardRectified = event({
  type: 'HazardRectified',
  version: 1,
  zh: '隐患整改',
  en: 'Hazard rectified',
  ...forStaff,
  stream,
  subjects,
  data: { ...hazard, rectifiedOn: localDate, when: oneOf('on-the-spot', 'later'), evidence },
});

/** The department looked again. */
export const RectificationVerified = event({
  type: 'RectificationVerified',
  version: 1,
  zh: '整改复查',
  en: 'Rectification verified',
  ...forPublic,
  stream,
  subjects: (data) => [...subjects(data), ...(data.verifier ? aboutOfficer(data.verifier) : [])],
  data: {
    ...hazard,
    verifiedOn: localDate,
    outcome: oneOf('rectified', 'not-rectified'),
    verifier: maybe(officer),
    evidence,
  },
});

export type RectificationEvent =
  | EventOf<typeof RectificationOpened>
  | EventOf<typeof RectificationOrdered>
  | EventOf<typeof RectificationExtended>
  | EventOf<typeof HazardRectified>
  | EventOf<typeof RectificationVerified>;
