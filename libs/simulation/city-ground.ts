import type { EventStore, PolicyEntry, Scribe } from '#kernel';
import type { Pool } from 'pg';

/** What the city is told onto: one database, with everything migrated. */
export interface CityGround {
  readonly databaseUrl: string;
  /** A store that takes instants. Default: the event store in the same database. */
  readonly openStore?: (forImport: true) => Promise<EventStore>;
  readonly pool: Pool;
  readonly scribe: Scribe;
  /** The policies over a store: they answer on the day of the fact, not on that of loading. */
  readonly policies: (desk: { store: EventStore; scribe: Scribe }) => readonly PolicyEntry[];
  /** How far it is, from 0 to 1. */
  readonly onProgress?: (part: number) => void;
}

/** The city said something that the platform did not take: a defect of the city, never of the platform. */
export class CityMisspoke extends Error {
  override readonly name = 'CityMisspoke';
}
