import type { InspectionEvent, Officer, Visit } from '#contracts';
import type { DataOf } from '#kernel';

type Said<T extends InspectionEvent['type']> = Omit<DataOf<InspectionEvent, T>, keyof Visit>;

/** What an officer of ours can do on a visit. `department` is whose officer speaks. */
export type InspectionCommand =
  | {
      readonly kind: 'open';
      readonly opening: DataOf<InspectionEvent, 'InspectionOpened'>;
      /** Those of the officers who hold a post of the department: looked up, not claimed. */
      readonly holders: readonly Officer[];
    }
  | {
      readonly kind: 'find-hazard';
      readonly inspectionId: string;
      readonly department: string;
      readonly finding: Said<'HazardFound'>;
    }
  | {
      readonly kind: 'close';
      readonly inspectionId: string;
      readonly department: string;
      readonly closing: Said<'InspectionClosed'>;
      /** Grave hazards of the department at the facility that are right by now: looked up, not claimed. */
      readonly settled: readonly string[];
      /** And those that are not, of this visit and of every earlier one. */
      readonly standing: readonly string[];
    };
