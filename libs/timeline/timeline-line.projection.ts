import { publishedEvents, type Officer, type PublishedEvent } from '#contracts';
import type { Change, Label, Recorded } from '#kernel';
import type { TimelineRow } from './timeline.table.js';

type Said = Pick<TimelineRow, 'kind' | 'severity' | 'zh' | 'en'>;
/** What a rule may add; everything else comes from the record itself. */
export interface More {
  readonly department?: string;
  readonly clause?: string;
  readonly caseId?: string;
  readonly hazardId?: string | undefined;
  readonly inspectionId?: string;
  readonly officers?: readonly Officer[];
  readonly documentNo?: string;
  readonly dueOn?: string | undefined;
  readonly turn?: TimelineRow['statusTurn'];
}

const labels: Readonly<Record<string, Label>> = Object.fromEntries(
  publishedEvents.map(({ type, label }) => [type, label]),
);

/** Keyed by the event's own id, so a replay rewrites the line instead of adding another. */
export function line(
  recorded: Recorded<PublishedEvent>,
  facilityId: string,
  { kind, severity, zh, en }: Said,
  more: More,
): readonly Change<TimelineRow>[] {
  const { eventId, meta, event } = recorded;
  return [
    {
      put: eventId,
      row: {
        facilityId,
        eventType: event.type,
        position: String(recorded.position),
        department: more.department ?? meta.department,
        region: meta.region,
        label: labels[event.type]!,
        kind,
        severity,
        occurredAt: recorded.occurredAt,
        recordedAt: recorded.recordedAt,
        recordedBy: meta.actor,
        zh,
        en,
        clause: more.clause ?? null,
        caseId: more.caseId ?? more.hazardId ?? null,
        chain: more.hazardId ?? more.caseId ?? null,
        inspectionId: more.inspectionId ?? null,
        officers: more.officers ?? null,
        documentNo: more.documentNo ?? null,
        dueOn: more.dueOn ?? null,
        evidence: 'evidence' in event.data ? (event.data.evidence ?? null) : null,
        statusTurn: more.turn ?? null,
        source: meta.source ?? null,
        sourceId: meta.sourceId ?? null,
      },
    },
  ];
}
