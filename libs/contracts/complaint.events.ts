import { event, id, localDate, maybe, oneOf, text, type EventOf, type FieldsOf } from '#kernel';
import {
  aboutCase,
  aboutFacility,
  aboutOfficer,
  department,
  forDepartment,
  forStaff,
  officer,
} from './common.events.js';

const complaint = { complaintId: id, facilityId: id, department };
type Complaint = FieldsOf<typeof complaint>;
const stream = ({ complaintId }: Complaint) => `complaint-${complaintId}`;
const subjects = ({ facilityId, complaintId }: Complaint) => [
  aboutFacility(facilityId),
  aboutCase(complaintId),
];

/** 投诉举报 (Opinion §14). Who complained, and the words, are persons' data: they stay in the vault. */
export const ComplaintReceived = event({
  type: 'ComplaintReceived',
  version: 1,
  zh: '收到投诉',
  en: 'Complaint received',
  ...forDepartment,
  stream,
  subjects: (data) => [...subjects(data), ...(data.assignee ? aboutOfficer(data.assignee) : [])],
  data: {
    ...complaint,
    channel: oneOf('hotline-12345', 'department', 'online', 'letter'),
    topic: oneOf('care', 'food', 'fire', 'security', 'fees', 'health', 'abuse', 'other'),
    receivedOn: localDate,
    answerBy: localDate,
    assignee: maybe(officer),
    complainant: maybe(text),
    words: maybe(text),
  },
  personal: [
    { field: 'complainant', subject: ({ complaintId }) => `complainant:${complaintId}` },
    { field: 'words', subject: ({ complaintId }) => `complainant:${complaintId}` },
  ],
});

export const ComplaintAnswered = event({
  type: 'ComplaintAnswered',
  version: 1,
  zh: '答复投诉',
  en: 'Complaint answered',
  ...forStaff,
  stream,
  subjects: (data) => [...subjects(data), ...(data.answeredBy ? aboutOfficer(data.answeredBy) : [])],
  data: {
    ...complaint,
    answeredOn: localDate,
    result: oneOf('founded', 'unfounded', 'not-competent'),
    answeredBy: maybe(officer),
  },
});

export type ComplaintEvent = EventOf<typeof ComplaintReceived> | EventOf<typeof ComplaintAnswered>;
