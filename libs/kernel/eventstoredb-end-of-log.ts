import { Connection } from './eventstoredb-connection.js';
import { firstLook, notOpened } from './eventstoredb-first-look.js';
import type { Mark } from './eventstoredb-index.js';
import { Reads } from './eventstoredb-reads.js';

const CALL_MS = 10_000;
const ASK_FOR_MS = 30_000;

/**
 * Where a server's log ends now, whoever wrote there: a history with this origin has nothing before it.
 * Throws `StoreMisconfigured` and `StoreUnavailable` as opening a store does.
 */
export async function endOfLog(url: string): Promise<Mark> {
  const connection = new Connection(url, CALL_MS);
  const asking = { connection, prefix: '', origin: undefined, callMs: CALL_MS, retryForMs: ASK_FOR_MS };
  try {
    await firstLook(url);
    return (await new Reads(asking).before('end')) ?? { commit: 0n, prepare: 0n };
  } catch (error) {
    throw notOpened(error);
  } finally {
    await connection.close();
  }
}
