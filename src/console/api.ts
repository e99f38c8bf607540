/** What the platform answers under /api/v1, in the console's own names. Times are UTC instants, days are Asia/Shanghai. */

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly position: string;
  readonly withheld: number;
  readonly asOf: AsOf;
}
export interface AsOf {
  readonly true: string | null;
  readonly known: string | null;
}
export type Severity = 'grave' | 'bad' | 'minor' | 'good' | 'neutral';
export type Status = 'registered' | 'filed' | 'suspended' | 'closed' | 'unregistered';
export type Kind =
  | 'registration'
  | 'inspection'
  | 'hazard'
  | 'order'
  | 'rectification'
  | 'measure'
  | 'penalty'
  | 'complaint'
  | 'incident';
export type Role =
  'inspector' | 'clerk' | 'lead' | 'coordinator' | 'auditor' | 'dashboard' | 'system' | 'operator';
interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface Caller {
  readonly account: string;
  readonly name: Words;
  readonly role: Role;
  readonly department: string;
  readonly region: string;
  readonly official?: string;
  readonly permissions?: readonly string[];
}

export interface FacilityCard {
  readonly facilityId: string;
  readonly name: string | null;
  readonly form: string | null;
  readonly regionCode: string;
  readonly address: string | null;
  readonly capacity: number | null;
  readonly status: Status;
  readonly statusSince: string | null;
  readonly registeredOn: string | null;
  readonly filedOn: string | null;
  readonly filingNo: string | null;
  readonly openHazards: { readonly minor: number; readonly serious: number; readonly grave: number };
  readonly overdueHazards: number;
  readonly openOrders: number;
  readonly activeMeasures: readonly {
    readonly measureId: string;
    readonly measure: string;
    readonly department: string;
    readonly since: string;
    readonly documentNo: string;
  }[];
  readonly penalties: number;
  readonly complaints: { readonly open: number; readonly total: number };
  readonly incidents: number;
  readonly lastInspections: readonly {
    readonly department: string;
    readonly inspectionId: string;
    readonly on: string;
    readonly verdict: string | null;
  }[];
  readonly repeatOffences: readonly {
    readonly clause: string;
    readonly times: number;
    readonly departments: readonly string[];
  }[];
  readonly contradictions: readonly (Words & {
    readonly departments: readonly string[];
    readonly inspectionIds: readonly string[];
    readonly on: string;
  })[];
  readonly lastEventAt: string | null;
  readonly becauseOf: string;
}

export interface TimelineEntry extends Words {
  readonly entryId: string;
  readonly facilityId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly position: string;
  readonly department: string;
  readonly kind: Kind;
  readonly severity: Severity;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly clause: string | null;
  readonly caseId: string;
  readonly chain: string;
  readonly officers: readonly { readonly officialId: string; readonly postId: string }[];
  readonly documentNo: string | null;
  readonly dueOn: string | null;
  readonly evidence: readonly unknown[];
  readonly source: { readonly source: string; readonly sourceId: string } | null;
  readonly recordedBy: string;
  readonly label: string;
}
export interface StatusBand {
  readonly status: Status;
  readonly from: string;
  readonly to: string | null;
  readonly eventId: string;
}
export interface TimelinePage extends Page<TimelineEntry> {
  readonly statusBands: readonly StatusBand[];
}

export interface EventAnswer {
  readonly event: Words & {
    readonly eventId: string;
    readonly type: string;
    readonly version: number;
    readonly label: string;
    readonly position: string;
    readonly stream: string;
    readonly revision: number;
    readonly occurredAt: string;
    readonly recordedAt: string;
    readonly recordedBy: string;
    readonly department: string;
    readonly region: string;
    readonly subjects: readonly string[];
    readonly source: TimelineEntry['source'];
    readonly data: Readonly<Record<string, unknown>>;
  };
  readonly put: readonly (Words & {
    readonly readModel: string;
    readonly change: 'put' | 'patch' | 'fold' | 'remove';
    readonly key: string;
    readonly partition: string;
    readonly row: Readonly<Record<string, unknown>> | null;
  })[];
}
