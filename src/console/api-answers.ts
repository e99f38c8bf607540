import type { AsOf, Severity, TimelineEntry } from './api.js';

/** Answers of the start page and of intake; the rest stands in `api.ts`. */

export interface Figures {
  readonly asOf: AsOf;
  readonly facilities: { readonly total: number; readonly byStatus: Readonly<Record<string, number>> };
  readonly openHazards: { readonly minor: number; readonly serious: number; readonly grave: number };
  readonly overdueHazards: number;
  readonly inspectionsLast30Days: readonly { readonly department: string; readonly count: number }[];
  readonly byMonth: readonly {
    readonly month: string;
    readonly department: string;
    readonly inspections: number;
    readonly hazards: number;
  }[];
  readonly byRegion: readonly {
    readonly regionCode: string;
    readonly facilities: number;
    readonly openGrave: number;
    readonly overdue: number;
  }[];
  readonly needsAttention: readonly Attention[];
  readonly changed: readonly Changed[];
  readonly silent: readonly Silence[];
  readonly events: number;
  readonly rejections: number;
  readonly position: string;
}
export interface Attention {
  readonly facilityId: string;
  readonly name: string | null;
  readonly regionCode: string;
  readonly zh: string;
  readonly en: string;
  readonly severity: Severity;
  readonly dueOn: string | null;
  readonly eventId: string | null;
}
export type Changed = Pick<
  TimelineEntry,
  | 'entryId'
  | 'eventId'
  | 'facilityId'
  | 'department'
  | 'severity'
  | 'occurredAt'
  | 'recordedAt'
  | 'zh'
  | 'en'
  | 'position'
>;
export interface Silence {
  readonly department: string;
  readonly lastRecordedAt: string | null;
  readonly usualGapHours: number;
  readonly silentHours: number;
}

export interface Rejection {
  readonly rejectionId: string;
  readonly receivedAt: string;
  readonly door: 'http' | 'file' | 'kafka';
  readonly department: string | null;
  readonly sender: string | null;
  readonly step: 'size' | 'envelope' | 'authority' | 'schema' | 'meaning' | 'identity';
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly sourceId: string | null;
  readonly type: string | null;
  readonly original: string;
  readonly encoding?: 'utf-8' | 'base64';
  readonly state: 'open' | 'resent' | 'dismissed';
  readonly alarm: boolean;
  readonly resentEventId: string | null;
  readonly row: number | null;
  readonly file: string | null;
}
export interface IntakeResult {
  readonly outcome: 'recorded' | 'duplicate' | 'rejected' | 'alarm';
  readonly eventId?: string;
  readonly position?: string;
  readonly rejectionId?: string;
  readonly problem?: {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
    readonly errors?: readonly { readonly path: string; readonly message: string }[];
  };
}
export interface FileJob {
  readonly jobId: string;
  readonly name: string;
  readonly mapping: string;
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly alarms: number;
  readonly state: 'running' | 'paused' | 'done' | 'failed';
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly by: string;
}
