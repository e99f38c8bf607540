import type { ProjectionEntry } from '#kernel';

/** Every read model of the house. The readers' rooms say what each holds; here stands over how many shards it is spread. */
export const projections: readonly ProjectionEntry[] = [];
