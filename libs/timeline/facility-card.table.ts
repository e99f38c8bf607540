import { table } from '#kernel';

export type Status = 'registered' | 'filed' | 'suspended' | 'closed' | 'unregistered';
export interface ActiveMeasure {
  readonly measureId: string;
  readonly measure: string;
  readonly department: string;
  readonly since: string;
  readonly documentNo: string;
}
/** When something last happened in the world, and the day the document gives it. */
export interface Turn {
  readonly at: string;
  readonly on: string;
}

/**
 * What a facility is, as far as it must be counted and searched. Instants are text: a fold must read back
 * what it wrote.
 */
export interface FacilityCardRow {
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
  readonly turns: Readonly<Partial<Record<'registered' | 'filed' | 'unfiled' | 'closed' | 'capacity', Turn>>>;
  readonly activeMeasures: readonly ActiveMeasure[];
  readonly openComplaints: readonly string[];
  readonly incidents: readonly string[];
  /** Ends that arrived before their beginnings: `measure:…`, `complaint:…`. */
  readonly endedEarly: readonly string[];
  readonly complaints: number;
  readonly penalties: number;
  readonly lastEventAt: string;
  readonly becauseOf: string;
}

export const facilityCardTable = table<FacilityCardRow>({
  columns: {
    facilityId: 'text',
    name: 'text',
    form: 'text',
    regionCode: 'text',
    address: 'text',
    capacity: 'int',
    status: 'text',
    statusSince: 'text',
    registeredOn: 'text',
    filedOn: 'text',
    filingNo: 'text',
    turns: 'jsonb',
    activeMeasures: 'jsonb',
    openComplaints: 'jsonb',
    incidents: 'jsonb',
    endedEarly: 'jsonb',
    complaints: 'int',
    penalties: 'int',
    lastEventAt: 'text',
    becauseOf: 'text',
  },
  indexes: [['regionCode']],
  history: false,
});
