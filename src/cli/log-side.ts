import {
  EventStoreDbEventStore,
  EventStoreDbLogSource,
  MemoryEventIndex,
  PostgresEventIndex,
  PostgresEventStore,
  PostgresLogSource,
  type EventStore,
  type LogSource,
} from '#kernel';
import { dataSourceOn, migrate } from '../platform/migrations.js';

/** One end of a copy: a log that can be read, and a store that takes what is copied into it. */
export interface LogSide {
  readonly source: LogSource;
  /** Opened only when asked for, because it takes the instants it is given. */
  openTarget(): Promise<EventStore>;
}

/** `postgres://…` or `esdb://…`; `indexUrl`: the database that holds EventStoreDB's index. */
export function sideOf(url: string, indexUrl: string | undefined): LogSide | undefined {
  if (/^postgres(ql)?:\/\//.test(url)) return onPostgres(url);
  return /^esdb(\+discover)?:\/\//.test(url) ? onEventStoreDb(url, indexUrl) : undefined;
}

export const isPostgres = (url: string | undefined): url is string =>
  url !== undefined && /^postgres(ql)?:\/\//.test(url);

function onPostgres(url: string): LogSide {
  return {
    source: new PostgresLogSource(url),
    openTarget: async () => {
      await migrated(url);
      return new PostgresEventStore(hasty(url), { allowRecordedAt: true });
    },
  };
}

function onEventStoreDb(url: string, indexUrl: string | undefined): LogSide {
  return {
    source: new EventStoreDbLogSource(url),
    openTarget: async () => {
      if (indexUrl !== undefined) await migrated(indexUrl);
      const index = indexUrl === undefined ? new MemoryEventIndex() : new PostgresEventIndex(indexUrl);
      return EventStoreDbEventStore.open(url, { index, allowRecordedAt: true });
    },
  };
}

/**
 * A copy that breaks off goes on behind what is there, and is proven at its end: no commit needs to wait
 * for the disk.
 */
function hasty(url: string): string {
  const target = new URL(url);
  if (!target.searchParams.has('options')) target.searchParams.set('options', '-c synchronous_commit=off');
  return target.href;
}

export async function migrated(url: string): Promise<void> {
  const dataSource = await dataSourceOn(url).initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
