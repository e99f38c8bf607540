import { MAX_EVENTS_PER_APPEND } from '#kernel';
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

/** Neighbours of one chain and stream: one append. */
type Run = readonly Ready[];

/** Brings what was admitted into history; whose index is missing in the answer is not known to be safe. */
export type LandAll = (ready: readonly Ready[]) => Promise<ReadonlyMap<number, Landing>>;

/** The store turns callers away beyond what can wait; one delivery must not fill that room alone. */
const AT_ONCE = 1_000;

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
    let chains = [...byChain(first).values()].map(runsOf);
    for (let turn = 0; chains.length > 0; turn += 1) {
      const runs = chains.map((chain) => chain[turn]!);
      const known = await appendRuns({ store, landed }, runs);
      chains = chains.filter((chain, i) => chain.length > turn + 1 && known[i]);
    }
    rest = repeated;
  }
  return landed;
}

interface Landings {
  readonly store: EventStore;
  readonly landed: Map<number, Landing>;
}

/** Runs of different chains. Answers of which it is known what became of them: others must not go on. */
async function appendRuns(landings: Landings, runs: readonly Run[]): Promise<readonly boolean[]> {
  const known: boolean[] = [];
  for (let start = 0; start < runs.length; start += AT_ONCE) {
    const some = runs.slice(start, start + AT_ONCE);
    const outcomes = await landings.store.appendEach(some.map(appendOf));
    for (const [i, outcome] of outcomes.entries()) {
      const run = some[i]!;
      // Some of them stand already, or one of them is another; one by one tells which.
      const apart = outcome?.outcome === 'id-conflict' && run.length > 1;
      known.push(apart ? await appendApart(landings, run) : land(landings, run, outcome));
    }
  }
  return known;
}

async function appendApart(landings: Landings, run: Run): Promise<boolean> {
  for (const ready of run) {
    const [outcome] = await landings.store.appendEach([appendOf([ready])]);
    if (!land(landings, [ready], outcome)) return false;
  }
  return true;
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

function byFirstUse(all: readonly Ready[]): { first: readonly Ready[]; repeated: readonly Ready[] } {
  if (new Set(all.map(({ event }) => event.eventId)).size === all.length) return { first: all, repeated: [] };
  const seen = new Set<string>();
  const first: Ready[] = [];
  const repeated: Ready[] = [];
  for (const ready of all) {
    (seen.has(ready.event.eventId) ? repeated : first).push(ready);
    seen.add(ready.event.eventId);
  }
  return { first, repeated };
}

/** Neighbours of one stream go together. */
function runsOf(chain: readonly Ready[]): readonly Run[] {
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

const appendOf = (run: Run): Append => ({
  stream: run[0]!.stream,
  expected: 'any',
  events: run.map(({ event }) => event),
});

function land({ store, landed }: Landings, run: Run, outcome: AppendOutcome | undefined): boolean {
  if (outcome === undefined) return false;
  // The store answers the last one's place. Written now and without gaps, the others lie before it; of those
  // that stood already it is not known.
  const sideBySide = outcome.outcome === 'ok' && store.capabilities.contiguousPositions;
  for (const [i, { index, stream }] of run.entries())
    landed.set(index, landingOf(stream, outcome, sideBySide ? run.length - 1 - i : 0));
  return true;
}

function landingOf(stream: string, answer: AppendOutcome, behind: number): Landing {
  if (answer.outcome === 'version-conflict') throw new Error(`${stream}: a conflict nobody asked for`);
  if (answer.outcome === 'id-conflict') return { outcome: 'alarm' };
  const outcome = answer.outcome === 'ok' ? 'recorded' : 'duplicate';
  return { outcome, position: answer.position - BigInt(behind) };
}
