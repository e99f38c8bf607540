import { EventStoreDbEventStore, PostgresEventIndex, PostgresEventStore } from '#kernel';
import type { EventStore } from '#kernel';
import { passwordIn } from '../named-file.js';
import type { Settings } from '../settings.js';

/**
 * Opens the event store of this platform; `forImport`: one that takes the instants of a copied or seeded
 * log.
 */
export type OpenStore = (forImport?: boolean) => Promise<EventStore>;

/** The engine that EVENT_STORE names. Its index, read models and everything else stay in PostgreSQL. */
export function engineOf(settings: Settings, databaseUrl: string): OpenStore {
  return settings.get('EVENT_STORE') === 'eventstoredb'
    ? onEventStoreDb(eventStoreDbUrl(settings), databaseUrl)
    : onPostgres(databaseUrl);
}

export const onPostgres =
  (databaseUrl: string): OpenStore =>
  async (forImport = false) =>
    new PostgresEventStore(databaseUrl, { allowRecordedAt: forImport });

export const onEventStoreDb =
  (url: string, databaseUrl: string): OpenStore =>
  (forImport = false) =>
    EventStoreDbEventStore.open(url, {
      index: new PostgresEventIndex(databaseUrl),
      allowRecordedAt: forImport,
    });

/** The address with the account, the password from its file, and the certificate authority's file. */
export function eventStoreDbUrl(settings: Settings): string {
  const [url, user] = [settings.get('EVENTSTOREDB_URL'), settings.get('EVENTSTOREDB_USER')];
  const caFile = settings.get('EVENTSTOREDB_CA_FILE');
  const [, scheme = '', rest = ''] = /^([a-z+]+:\/\/)(.*)$/.exec(url) ?? [];
  const password = () => encodeURIComponent(passwordIn(settings, 'EVENTSTOREDB_PASSWORD_FILE'));
  const account = user === '' ? '' : `${encodeURIComponent(user)}:${password()}@`;
  const ca = caFile === '' ? '' : `${rest.includes('?') ? '&' : '?'}tlsCAFile=${caFile}`;
  return `${scheme}${account}${rest}${ca}`;
}
