import { record, recordTable, tenure, tenureTable } from '#accountability';
import type { ProjectionEntry } from '#kernel';
import { facilityCard, facilityCardTable, hazard, hazardTable, timeline, timelineTable } from '#timeline';

/**
 * Every read model of the house. The readers' rooms say what each holds; here stands over how many shards
 * it is spread.
 */
export const projections: readonly ProjectionEntry[] = [
  { projection: timeline, table: timelineTable, shards: 1 },
  { projection: facilityCard, table: facilityCardTable, shards: 1 },
  { projection: hazard, table: hazardTable, shards: 1 },
  { projection: record, table: recordTable, shards: 1 },
  { projection: tenure, table: tenureTable, shards: 1 },
];
