import { PostAssumed, type PublishedEvent } from '#contracts';
import { silent, type Change, type Projection, type Recorded } from '#kernel';
import type { TenureRow } from './tenure.table.js';

const elsewhere = silent('says nothing about who holds a post');
type Turn = Partial<TenureRow> & Pick<TenureRow, 'postId' | 'department' | 'turn' | 'on'>;

/** 任职: who held which post from when to when, as documents say it. */
export const tenure: Projection<PublishedEvent, TenureRow> = {
  name: 'tenure',
  version: 1,
  partitions: ({ event: { data } }) => ('postId' in data ? [data.postId] : []),
  partitionSubject: 'post',
  rules: {
    PostEstablished: ({ postId, department, title, regionCode, establishedOn: on }, recorded) =>
      turned(recorded, { postId, department, title, regionCode, on, turn: 'established' }),
    PostAssumed: ({ postId, department, officialId, officialName, documentNo, assumedOn: on }, recorded) =>
      turned(recorded, {
        postId,
        department,
        officialId,
        documentNo,
        on,
        name: officialName ?? null,
        turn: 'assumed',
      }),
    PostLeft: ({ postId, department, officialId, documentNo, handedOverTo, leftOn: on }, recorded) =>
      turned(recorded, {
        postId,
        department,
        officialId,
        documentNo,
        on,
        handedOverTo: handedOverTo ?? null,
        turn: 'left',
      }),
    DutyAssigned: silent('a duty stands in the record; the post is held by whom it was'),
    FacilityRegistered: elsewhere,
    FacilityFiled: elsewhere,
    FilingCancelled: elsewhere,
    CapacityChanged: elsewhere,
    FacilityClosed: elsewhere,
    InspectionAssigned: elsewhere,
    InspectionOpened: elsewhere,
    HazardFound: elsewhere,
    InspectionClosed: elsewhere,
    RectificationOpened: elsewhere,
    RectificationOrdered: elsewhere,
    RectificationExtended: elsewhere,
    HazardRectified: elsewhere,
    RectificationVerified: elsewhere,
    MeasureImposed: elsewhere,
    MeasureLifted: elsewhere,
    PenaltyDecided: elsewhere,
    PenaltyRevoked: elsewhere,
    ComplaintReceived: elsewhere,
    ComplaintAnswered: elsewhere,
    IncidentReported: elsewhere,
    IncidentGraded: elsewhere,
    IncidentClosed: elsewhere,
  },
};

function turned({ eventId, meta, occurredAt }: Recorded<PublishedEvent>, turn: Turn): Change<TenureRow>[] {
  const row = {
    officialId: null,
    name: null,
    title: null,
    regionCode: null,
    documentNo: null,
    handedOverTo: null,
    region: meta.region,
    label: PostAssumed.label,
    occurredAt,
    eventId,
    ...turn,
  };
  return [{ put: eventId, row }];
}
