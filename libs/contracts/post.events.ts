import { event, id, localDate, maybe, oneOf, text, type EventOf, type FieldsOf } from '#kernel';
import { department, forStaff } from './common.events.js';

const post = { postId: id, department };
type Post = FieldsOf<typeof post>;
const stream = ({ postId }: Post) => `post-${postId}`;
const aboutPost = ({ postId }: Post) => `post:${postId}`;
const aboutHolder = (data: Post & { officialId: string }) => [aboutPost(data), `official:${data.officialId}`];

/** Duty roles of the handbook §4.1. */
export const dutyRole = oneOf(
  'government-principal',
  'government-in-charge',
  'department-principal',
  'department-in-charge',
  'section-head',
  'lead-officer',
  'co-officer',
  'legal-reviewer',
  'approver',
  'township-principal',
  'grid-worker',
  'duty-officer',
);

export const PostEstablished = event({
  type: 'PostEstablished',
  version: 1,
  zh: '岗位设立',
  en: 'Post established',
  ...forStaff,
  stream,
  subjects: (data) => [aboutPost(data)],
  data: { ...post, title: text, regionCode: id, role: dutyRole, establishedOn: localDate },
});

/**
 * An official takes a post. The name is a person's data; the record knows the official by a pseudonymous id
 * (handbook §4.0).
 */
export const PostAssumed = event({
  type: 'PostAssumed',
  version: 1,
  zh: '任职',
  en: 'Post assumed',
  ...forStaff,
  stream,
  subjects: aboutHolder,
  data: { ...post, officialId: id, assumedOn: localDate, documentNo: text, officialName: maybe(text) },
  personal: [{ field: 'officialName', subject: ({ officialId }) => `official:${officialId}` }],
});

/** An official leaves a post; what was still owed goes with the post to `handedOverTo`. */
export const PostLeft = event({
  type: 'PostLeft',
  version: 1,
  zh: '离任交接',
  en: 'Post left',
  ...forStaff,
  stream,
  subjects: (data) => [...aboutHolder(data), ...(data.handedOverTo ? [`official:${data.handedOverTo}`] : [])],
  data: { ...post, officialId: id, leftOn: localDate, documentNo: text, handedOverTo: maybe(id) },
});

/** 责任登记: what the holder of a post must see to, and from which document that follows. */
export const DutyAssigned = event({
  type: 'DutyAssigned',
  version: 1,
  zh: '责任登记',
  en: 'Duty assigned',
  ...forStaff,
  stream,
  subjects: (data) => [aboutPost(data), ...(data.facilityId ? [`facility:${data.facilityId}`] : [])],
  data: {
    ...post,
    dutyId: id,
    duty: text,
    basis: text,
    from: localDate,
    until: maybe(localDate),
    facilityId: maybe(id),
  },
});

export type PostEvent =
  | EventOf<typeof PostEstablished>
  | EventOf<typeof PostAssumed>
  | EventOf<typeof PostLeft>
  | EventOf<typeof DutyAssigned>;
