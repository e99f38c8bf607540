import { MAX_EVENTS_PER_APPEND, StoreUnavailable, type EventStore, type NewEvent } from '#kernel';

/** An event ready for history, and the place of its record among those received. */
export interface Ready {
  readonly index: number;
  readonly stream: string;
  /**
   * Events of one chain reach history in the order they were sent: those about one facility, or of one
   * stream.
   */
  readonly chain: string;
  readonly event: NewEvent;
}
export type Landing =
  { readonly outcome: 'recorded' | 'duplicate'; readonly position: bigint } | { readonly outcome: 'alarm' };

/** Brings what was admitted into history; whose index is missing in the answer is not known to be safe. */
export type LandAll = (ready: readonly Ready[]) => Promise<ReadonlyMap<number, Landing>>;

type Land = (ready: Ready, landing: Landing) => void;

/**
 * Brings events into history, many appends at once. What is not in the answer is not known to be safe: the
 * store failed meanwhile. An id that comes twice waits for its first use, so that the first one wins and
 * the second is told apart.
 */
export async function appendAll(
  store: EventStore,
  all: readonly Ready[],
): Promise<ReadonlyMap<number, Landing>> {
  const landed = new Map<number, Landing>();
  for (let rest = all; rest.length > 0;) {
    const { first, repeated } = byFirstUse(rest);
    const chains = byChain(first);
    const land: Land = ({ index }, landing) => landed.set(index, landing);
    await inLanes([...chains.values()], (chain) => appendChain(store, chain, land));
    rest = repeated;
  }
  return landed;
}

/**
 * The store turns callers away beyond what it can keep waiting; one delivery must not fill that room alone.
 */
const LANES = 1_000;
async function inLanes<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < all.length) await work(all[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(LANES, all.length) }, lane));
}

function byChain(all: readonly Ready[]): Map<string, Ready[]> {
  const chains = new Map<string, Ready[]>();
  for (const ready of all) {
    const chain = chains.get(ready.chain);
    if (chain) chain.push(ready);
    else chains.set(ready.chain, [ready]);
  }
  return chains;
}

function byFirstUse(all: readonly Ready[]): { first: Ready[]; repeated: Ready[] } {
  const seen = new Set<string>();
  const first: Ready[] = [];
  const repeated: Ready[] = [];
  for (const ready of all) {
    (seen.has(ready.event.eventId) ? repeated : first).push(ready);
    seen.add(ready.event.eventId);
  }
  return { first, repeated };
}

async function appendChain(store: EventStore, chain: readonly Ready[], land: Land): Promise<void> {
  try {
    for (const run of runsOf(chain)) await appendRun(store, run, land);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

/** Neighbours of one stream go together. */
function runsOf(chain: readonly Ready[]): Ready[][] {
  const runs: Ready[][] = [];
  for (const ready of chain) {
    const run = runs.at(-1);
    const joins = run !== undefined && run[0]!.stream === ready.stream && run.length < MAX_EVENTS_PER_APPEND;
    if (joins) run.push(ready);
    else runs.push([ready]);
  }
  return runs;
}

async function appendRun(store: EventStore, run: readonly Ready[], land: Land): Promise<void> {
  const events = run.map(({ event }) => event);
  const answer = await store.append({ stream: run[0]!.stream, expected: 'any', events });
  if (answer.outcome === 'ok' || answer.outcome === 'duplicate') {
    const outcome = answer.outcome === 'ok' ? 'recorded' : 'duplicate';
    for (const ready of run) land(ready, { outcome, position: answer.position });
    return;
  }
  if (answer.outcome === 'version-conflict')
    throw new Error(`${run[0]!.stream}: a conflict nobody asked for`);
  // Some of them stand already, or one of them is another: one by one tells which.
  if (run.length > 1) for (const ready of run) await appendRun(store, [ready], land);
  else land(run[0]!, { outcome: 'alarm' });
}
