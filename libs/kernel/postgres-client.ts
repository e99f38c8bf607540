import type { Socket } from 'node:net';
import pg from 'pg';

/** Beyond the time that the server itself allows a statement. */
const GRACE_MS = 2_000;

/** What `pg` keeps to itself. */
interface Inside {
  readonly connection: { readonly stream: Socket };
  readonly readyForQuery: boolean;
}

/**
 * A connection that does not wait for ever: when an answer is owed and nothing is heard for longer than
 * `statement_timeout`, the server is gone without a word, and the connection is cut. The clock is the socket's.
 * `query_timeout` of `pg` would make a timer for every statement, and those kept the rows of statements long
 * done alive until the next full collection: half of the garbage that was copied in a rebuild.
 */
export class WatchfulClient extends pg.Client {
  constructor(settings: pg.ClientConfig = {}) {
    super(settings);
    const silentMs = Number(settings.statement_timeout) + GRACE_MS;
    const inside = this as unknown as Inside;
    this.once('connect', () => {
      const { stream } = inside.connection;
      stream.setTimeout(silentMs, () => {
        if (inside.readyForQuery) return;
        stream.destroy(new Error(`read timeout: the server said nothing for ${silentMs} ms`));
      });
    });
  }
}
