import type { ChecklistItem } from '#rulebook';
import type { Facility } from './facility-roll.js';

/** What became of a hazard. Everything beyond the first field has a usual value. */
export interface Course {
  readonly put: 'on-the-spot' | 'in-time' | 'late' | 'never';
  /** When the department looked again, measured by the day it had set itself. */
  readonly recheck?: 'in-time' | 'late' | 'never';
  /** Working days the recheck came late. */
  readonly recheckLateBy?: number;
  /** Calendar days the facility was late. */
  readonly lateBy?: number;
  readonly ordered?: boolean;
  readonly extendedBy?: number;
  readonly punished?: 'warning' | 'fine';
  readonly sealed?: boolean;
}

export interface Hazard {
  readonly hazardId: string;
  readonly facility: Facility;
  readonly item: ChecklistItem;
  readonly course: Course;
  readonly day: string;
  readonly dueOn: string;
  /** Minutes since midnight at which it was found. */
  readonly at: number;
}
