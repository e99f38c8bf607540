import { MAX_EVENTS_PER_APPEND, StoreUnavailable } from '#kernel';
import type { Append, AppendOutcome, EventStore, NewEvent } from '#kernel';

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
  if (all.length <= LANES) return void (await Promise.all(all.map(work)));
  let next = 0;
  const lane = async () => {
    while (next < all.length) await work(all[next++]!);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
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
    for (const run of runsOf(chain)) {
      if (landed(run, await store.append(appendOf(run)), land)) continue;
      for (const ready of run) landed([ready], await store.append(appendOf([ready])), land);
    }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

/** Neighbours of one stream go together. */
function runsOf(chain: readonly Ready[]): readonly (readonly Ready[])[] {
  if (chain.length === 1) return [chain];
  const runs: Ready[][] = [];
  for (const ready of chain) {
    const run = runs.at(-1);
    const joins = run !== undefined && run[0]!.stream === ready.stream && run.length < MAX_EVENTS_PER_APPEND;
    if (joins) run.push(ready);
    else runs.push([ready]);
  }
  return runs;
}

const appendOf = (run: readonly Ready[]): Append => ({
  stream: run[0]!.stream,
  expected: 'any',
  events: run.map(({ event }) => event),
});

/** False: some of them stand already, or one of them is another; one by one tells which. */
function landed(run: readonly Ready[], answer: AppendOutcome, land: Land): boolean {
  if (answer.outcome === 'version-conflict')
    throw new Error(`${run[0]!.stream}: a conflict nobody asked for`);
  if (answer.outcome === 'id-conflict') {
    if (run.length > 1) return false;
    land(run[0]!, { outcome: 'alarm' });
    return true;
  }
  const outcome = answer.outcome === 'ok' ? 'recorded' : 'duplicate';
  for (const ready of run) land(ready, { outcome, position: answer.position });
  return true;
}
