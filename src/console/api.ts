import type { components } from './api.generated.js';

/** What the platform answers under /api/v1, in the console's own names. Times are UTC instants, days are Asia/Shanghai. */
type Answers = components['schemas'];

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  readonly position: string;
  /** Only where some may be under a label that is not the reader's. */
  readonly withheld?: number;
  /** On all pages, where the platform counts them. */
  readonly total?: number | null;
  readonly asOf: Answers['AsOfAnswer'];
}

export type Caller = Answers['CallerAnswer'];
export type Role = Caller['role'];
export type SignIn = Answers['SignInAnswer'];
export type ConsoleIssuer = Answers['ConsoleIssuer'];
export type SignedIn = Answers['DemoSignInAnswer'];
export type Me = Answers['MeAnswer'];
export type DemoAccounts = Answers['DemoAccountsAnswer'];

export type FacilityCard = Answers['FacilityCardAnswer'];
export type FacilityAnswer = Answers['FacilityAnswer'];
export type Status = FacilityCard['status'];

export type TimelineEntry = Answers['TimelineEntryAnswer'];
export type TimelinePage = Answers['TimelinePage'];
export type StatusBand = Answers['StatusBandAnswer'];
export type Severity = TimelineEntry['severity'];
export type Kind = TimelineEntry['kind'];

export type OpenHazard = Answers['HazardAnswer'];
export type ListedEntry = Answers['ListedEntryAnswer'];

export type OfficialSummary = Answers['OfficialAnswer'];
export type OfficialRecord = Answers['OfficialRecordAnswer'];
export type RecordedPost = Answers['TermAnswer'];
export type Owed = Answers['OwedAnswer'];
export type Act = Answers['ActAnswer'];

export type EventAnswer = Answers['TraceAnswer'];

export type Figures = Answers['FiguresAnswer'];
export type Attention = Answers['AttentionAnswer'];
export type Changed = Answers['ChangeAnswer'];
export type Silence = Answers['SilenceAnswer'];

export type Rejection = Answers['RejectionAnswer'];
export type IntakeResult = Answers['ResultAnswer'];
export type FileJob = Answers['JobAnswer'];
export type FileJobs = Answers['JobList'];
export type MappingNames = Answers['MappingList'];
