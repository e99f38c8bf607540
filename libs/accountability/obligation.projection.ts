import { workingDayFrom, workingDaysBetween } from '#rulebook';
import type { RecordRow } from './record.table.js';
import type { Term } from './term.projection.js';

export type ObligationKind = 'inspection' | 'recheck' | 'answer';
/** What a post had to see to, by when, and whether and by whom it was done. */
export interface Obligation {
  readonly obligationId: string;
  readonly kind: ObligationKind;
  readonly facilityId: string | null;
  readonly caseId: string;
  readonly postId: string;
  /** The official the document names; the duty itself is the post's. */
  readonly named: string | null;
  readonly basis: { readonly zh: string; readonly en: string };
  readonly since: string;
  readonly dueOn: string;
  readonly doneAt: string | null;
  readonly doneOn: string | null;
  readonly doneBy: string | null;
  readonly eventIds: readonly string[];
}
export interface Owed extends Omit<Obligation, 'named' | 'doneOn'> {
  readonly state: 'done' | 'late' | 'open' | 'missing';
  /** Working days beyond the day due (handbook §3.0, §5.7); null when not late. */
  readonly daysLate: number | null;
  readonly carriedFrom: string | null;
  readonly passedTo: string | null;
}

type Fact = RecordRow;
const opens: Readonly<Partial<Record<Fact['kind'], ObligationKind>>> = {
  assigned: 'inspection',
  ordered: 'recheck',
  extended: 'recheck',
  received: 'answer',
};
const ends: Readonly<Partial<Record<Fact['kind'], ObligationKind>>> = {
  inspected: 'inspection',
  verified: 'recheck',
  answered: 'answer',
};
/**
 * A visit and an answer belong to their task by its id, even when the task is dated after them; a look does
 * not.
 */
const first = ({ kind }: Fact) => Number(kind !== 'assigned' && kind !== 'received');
const order = (a: Fact, b: Fact) =>
  first(a) - first(b) ||
  (a.occurredAt < b.occurredAt
    ? -1
    : a.occurredAt > b.occurredAt
      ? 1
      : Number(BigInt(a.position) - BigInt(b.position)));

/** All duties that these facts open, move and end, case by case. */
export function obligationsOf(facts: readonly Fact[]): Obligation[] {
  const cases = new Map<string, Fact[]>();
  for (const fact of facts) {
    const kind = opens[fact.kind] ?? ends[fact.kind];
    if (kind === undefined) continue;
    const ofCase = cases.get(`${kind}/${fact.caseId}`);
    if (ofCase === undefined) cases.set(`${kind}/${fact.caseId}`, [fact]);
    else ofCase.push(fact);
  }
  return [...cases.values()].flatMap(ofOneCase);
}

/** In the order of the world. A word that comes again while a duty runs moves its day. */
function ofOneCase(facts: readonly Fact[]): Obligation[] {
  const done: Obligation[] = [];
  let running: Obligation | undefined;
  for (const fact of [...facts].sort(order)) {
    const [opened, ended] = [opens[fact.kind], ends[fact.kind]];
    if (opened !== undefined && fact.postId !== null && fact.dueOn !== null)
      running = running === undefined ? begun(fact, opened) : moved(running, fact);
    else if (ended !== undefined && running?.kind === ended) {
      done.push(finished(running, fact));
      running = undefined;
    }
  }
  return running === undefined ? done : [...done, running];
}

const begun = (fact: Fact, kind: ObligationKind): Obligation => ({
  obligationId: fact.eventId,
  kind,
  facilityId: fact.facilityId,
  caseId: fact.caseId,
  postId: fact.postId!,
  named: fact.officialId,
  basis: { zh: fact.zh, en: fact.en },
  since: fact.on,
  dueOn: fact.dueOn!,
  doneAt: null,
  doneOn: null,
  doneBy: null,
  eventIds: [fact.eventId],
});
const moved = (running: Obligation, fact: Fact): Obligation => ({
  ...running,
  // A task given to another post is that post's from now on; an extension leaves it where it is.
  ...(fact.kind === 'assigned' ? { postId: fact.postId!, named: fact.officialId } : {}),
  dueOn: fact.dueOn!,
  eventIds: [...running.eventIds, fact.eventId],
});
const finished = (running: Obligation, fact: Fact): Obligation => ({
  ...running,
  doneAt: fact.occurredAt,
  doneOn: fact.on,
  doneBy: fact.officialId,
  eventIds: [...running.eventIds, fact.eventId],
});

/**
 * What one official owed: the duties of the posts held while they ran. After a hand-over both records tell
 * the duty,
 * the earlier with `passedTo`, the later with `carriedFrom`. `day` is the day asked for; nothing here is
 * summed or judged.
 */
export function owedBy(
  officialId: string,
  obligations: readonly Obligation[],
  terms: readonly Term[],
  day: string,
): Owed[] {
  return obligations.flatMap((obligation) => {
    const ofPost = terms.filter(({ postId }) => postId === obligation.postId);
    const own = ofPost.filter((term) => term.officialId === officialId);
    const term = own.find((one) => heldWhile(one, obligation, day));
    const namedOnly = own.length === 0 && obligation.named === officialId;
    if (term === undefined && !namedOnly) return [];
    const { named: _, doneOn: _day, ...told } = obligation;
    const hands = term ? handsOf(term, obligation, ofPost) : { carriedFrom: null, passedTo: null };
    return [{ ...told, ...standing(obligation, day), ...hands }];
  });
}

function heldWhile(term: Term, { since, doneOn, doneBy, named }: Obligation, day: string): boolean {
  const end = doneOn ?? (day > since ? day : since);
  if (term.from > end || (term.to !== null && term.to < since)) return false;
  // On the day of a hand-over two hold the post: the document tells who was meant, the act who did it.
  if (term.to === since && named !== term.officialId) return false;
  return !(doneOn !== null && term.from === doneOn && term.from > since && doneBy !== term.officialId);
}

function handsOf(term: Term, { since, doneOn }: Obligation, ofPost: readonly Term[]) {
  const others = ofPost.filter(({ officialId }) => officialId !== term.officialId);
  const before = others.filter(({ from }) => from <= term.from && from <= since).at(-1);
  const after = others.find(({ from }) => term.to !== null && from >= term.to);
  const passed = term.to !== null && (doneOn === null || doneOn > term.to);
  return {
    carriedFrom: term.from > since ? (before?.officialId ?? null) : null,
    passedTo: passed ? (term.handedOverTo ?? after?.officialId ?? null) : null,
  };
}

/** The last day of a period that falls on a holiday is the next working day (handbook §3.0). */
function standing({ dueOn, doneOn }: Obligation, day: string): Pick<Owed, 'state' | 'daysLate'> {
  const lastDay = workingDayFrom(dueOn);
  if ((doneOn ?? day) <= lastDay) return { state: doneOn === null ? 'open' : 'done', daysLate: null };
  return {
    state: doneOn === null ? 'missing' : 'late',
    daysLate: workingDaysBetween(lastDay, doneOn ?? day),
  };
}
