import type pg from 'pg';
import { StoreUnavailable } from './event-store.port.js';
import { Bound, type Call } from './postgres-bound.js';
import { WatchfulClient } from './postgres-client.js';
import { Room } from './postgres-room.js';
import type { Row } from './postgres-rows.js';
import { TypeDictionary } from './postgres-types.js';

/** Time limits of every connection of the store. All in milliseconds. */
export interface Limits {
  readonly connectMs: number;
  readonly lockMs: number;
  readonly statementMs: number;
}
export const LIMITS: Limits = { connectMs: 5_000, lockMs: 5_000, statementMs: 15_000 };

export const settingsOf = (url: string, limits: Limits): pg.PoolConfig => ({
  Client: WatchfulClient,
  connectionString: url,
  connectionTimeoutMillis: limits.connectMs,
  lock_timeout: limits.lockMs,
  statement_timeout: limits.statementMs,
  idle_in_transaction_session_timeout: limits.statementMs,
  keepAlive: true,
  application_name: 'youan-store',
});

/**
 * One life of a connection. What it has learnt of the type dictionary ends with it: the next may lead to a
 * restored copy.
 */
export class Session {
  readonly types = new TypeDictionary();
  private room: Room | undefined;

  constructor(readonly client: pg.Client) {}

  /** Whoever is not answered may still be sending: only the room of an answered call is used again. */
  readonly rows = async (call: Call): Promise<readonly Row[]> => {
    const room = this.room ?? new Room();
    this.room = undefined;
    const bound = this.client.query(new Bound(call, room));
    await bound.done;
    this.room = room;
    return bound.rows;
  };
}

/** A place for one connection, which is made when it is needed and made anew after it was lost. */
export class Connection {
  private session: Promise<Session> | undefined;
  private closed = false;

  constructor(
    private readonly settings: pg.ClientConfig,
    private readonly onConnected: (client: pg.Client) => void | Promise<void> = () => {},
  ) {}

  open(): Promise<Session> {
    if (this.closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    return (this.session ??= this.connect());
  }

  /** Forgets the connection; what it was doing may or may not have happened. */
  drop(): void {
    const lost = this.session;
    this.session = undefined;
    lost?.then(({ client }) => client.end()).catch(() => {});
  }

  async close(): Promise<void> {
    this.closed = true;
    const last = this.session;
    this.session = undefined;
    await last?.then(({ client }) => client.end()).catch(() => {});
  }

  private connect(): Promise<Session> {
    const client = new WatchfulClient(this.settings);
    const forget = () => {
      if (this.session === session) this.session = undefined;
    };
    client.on('error', forget);
    const session = (async () => {
      try {
        await client.connect();
        await this.onConnected(client);
        return new Session(client);
      } catch (error) {
        forget();
        client.end().catch(() => {});
        throw error;
      }
    })();
    return session;
  }
}
