import { publishedEvents, type Officer, type PublishedEvent } from '#contracts';
import { silent, type Change, type Label, type Projection, type Recorded } from '#kernel';
import { shanghaiDay } from '#rulebook';
import { tell } from './record.words.js';
import type { RecordRow } from './record.table.js';

type Told = Pick<RecordRow, 'kind' | 'caseId' | 'department' | 'zh' | 'en'> &
  Partial<Pick<RecordRow, 'facilityId' | 'on' | 'dueOn'>>;
type Named = Officer | { readonly officialId: null; readonly postId: string | null };

const labels: Readonly<Record<string, Label>> = Object.fromEntries(
  publishedEvents.map(({ type, label }) => [type, label]),
);
const nobody = silent('names no officer and ends no duty of one');

/** What ties a duty to its end. */
const caseOf = ({ event: { data } }: Recorded<PublishedEvent>): readonly string[] => {
  for (const field of [
    'measureId',
    'penaltyId',
    'complaintId',
    'dutyId',
    'hazardId',
    'inspectionId',
  ] as const) {
    const id = (data as Partial<Record<typeof field, string>>)[field];
    if (id !== undefined) return [id];
  }
  return [];
};

/** 履职记录: every fact that opens, moves or ends a duty, and every act with who did it in which post. */
export const record: Projection<PublishedEvent, RecordRow> = {
  name: 'record',
  version: 1,
  partitions: caseOf,
  rules: {
    InspectionAssigned: ({ inspectionId: caseId, facilityId, department, ...said }, recorded) =>
      rows(recorded, [said.assignee], {
        kind: 'assigned',
        caseId,
        facilityId,
        department,
        on: said.assignedOn,
        dueOn: said.dueOn,
        ...tell.assigned(said.basis),
      }),
    InspectionOpened: ({ inspectionId: caseId, facilityId, department, kind, officers }, recorded) =>
      rows(recorded, officers, { kind: 'inspected', caseId, facilityId, department, ...tell.opened(kind) }),
    InspectionClosed: ({ inspectionId: caseId, facilityId, department, verdict, lead }, recorded) =>
      rows(recorded, lead ? [lead] : [], {
        kind: 'inspected',
        caseId,
        facilityId,
        department,
        ...tell.closed(verdict),
      }),
    RectificationOrdered: ({ hazardId: caseId, facilityId, department, ...said }, recorded) =>
      rows(recorded, [said.signedBy], {
        kind: 'ordered',
        caseId,
        facilityId,
        department,
        on: said.orderedOn,
        dueOn: said.recheckBy,
        ...tell.ordered(said.documentNo, said.dueOn),
      }),
    RectificationExtended: ({ hazardId: caseId, facilityId, department, ...said }, recorded) =>
      rows(recorded, [said.signedBy], {
        kind: 'extended',
        caseId,
        facilityId,
        department,
        dueOn: said.recheckBy,
        ...tell.extended(said.dueOn, said.reason),
      }),
    RectificationVerified: ({ hazardId: caseId, facilityId, department, ...said }, recorded) =>
      rows(recorded, said.verifier ? [said.verifier] : [], {
        kind: 'verified',
        caseId,
        facilityId,
        department,
        on: said.verifiedOn,
        ...tell.verified(said.outcome),
      }),
    MeasureImposed: ({ measureId: caseId, facilityId, department, ...said }, recorded) =>
      rows(recorded, [said.signedBy], {
        kind: 'imposed',
        caseId,
        facilityId,
        department,
        on: said.imposedOn,
        ...tell.imposed(said.measure, said.documentNo),
      }),
    MeasureLifted: ({ measureId: caseId, facilityId, department, ...said }, recorded) =>
      rows(recorded, [said.signedBy], {
        kind: 'lifted',
        caseId,
        facilityId,
        department,
        on: said.liftedOn,
        ...tell.lifted(said.reason),
      }),
    PenaltyDecided: ({ penaltyId: caseId, facilityId, department, ...said }, recorded) =>
      rows(recorded, [said.signedBy], {
        kind: 'penalised',
        caseId,
        facilityId,
        department,
        on: said.decidedOn,
        ...tell.penalised(said.penalty, said.documentNo),
      }),
    ComplaintReceived: ({ complaintId: caseId, facilityId, department, ...said }, recorded) =>
      said.assignee === undefined
        ? []
        : rows(recorded, [said.assignee], {
            kind: 'received',
            caseId,
            facilityId,
            department,
            on: said.receivedOn,
            dueOn: said.answerBy,
            ...tell.received(said.topic),
          }),
    ComplaintAnswered: ({ complaintId: caseId, facilityId, department, ...said }, recorded) =>
      rows(recorded, said.answeredBy ? [said.answeredBy] : [], {
        kind: 'answered',
        caseId,
        facilityId,
        department,
        on: said.answeredOn,
        ...tell.answered(said.result),
      }),
    DutyAssigned: ({ dutyId: caseId, postId, department, facilityId, ...said }, recorded) =>
      rows(recorded, [{ officialId: null, postId }], {
        kind: 'duty-assigned',
        caseId,
        department,
        on: said.from,
        facilityId: facilityId ?? null,
        ...tell.duty(said.duty, said.basis),
      }),

    HazardFound: silent('the finding is the department’s; its officers stand in the opening of the visit'),
    RectificationOpened: silent('the platform’s own follow-up is nobody’s act'),
    HazardRectified: silent('the facility’s act, not an official’s'),
    PostEstablished: silent('stands in the terms of office'),
    PostAssumed: silent('stands in the terms of office'),
    PostLeft: silent('stands in the terms of office'),
    FacilityRegistered: nobody,
    FacilityFiled: nobody,
    FilingCancelled: nobody,
    CapacityChanged: nobody,
    FacilityClosed: nobody,
    PenaltyRevoked: nobody,
    IncidentReported: nobody,
    IncidentGraded: nobody,
    IncidentClosed: nobody,
  },
};

const unnamed: readonly Named[] = [{ officialId: null, postId: null }];

function rows(recorded: Recorded<PublishedEvent>, named: readonly Named[], told: Told): Change<RecordRow>[] {
  const { eventId, occurredAt, recordedAt, position, meta, event } = recorded;
  const row = {
    facilityId: null,
    on: told.on ?? shanghaiDay(occurredAt),
    dueOn: null,
    region: meta.region,
    label: labels[event.type]!,
    occurredAt,
    recordedAt,
    position: String(position),
    eventId,
    ...told,
  };
  return (named.length > 0 ? named : unnamed).map(({ officialId, postId }, ordinal) => ({
    put: `${eventId}:${ordinal}`,
    row: { ...row, officialId, postId },
  }));
}
