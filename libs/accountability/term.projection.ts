import type { TenureRow } from './tenure.table.js';

/** One official's time in one post. */
export interface Term {
  readonly postId: string;
  readonly title: string | null;
  readonly department: string;
  readonly regionCode: string;
  readonly officialId: string;
  readonly from: string;
  readonly to: string | null;
  readonly documentNo: string | null;
  readonly handedOverTo: string | null;
  readonly eventId: string;
}
type Turn = TenureRow;
const byDay = (a: { on: string }, b: { on: string }) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

/** Pairs each taking of a post with the next leaving of it, by the days of the documents. */
export function termsOf(turns: readonly Turn[]): Term[] {
  const posts = new Map(turns.flatMap((turn) => (turn.turn === 'established' ? [[turn.postId, turn]] : [])));
  const leavings = turns.filter(({ turn }) => turn === 'left').sort(byDay);
  const used = new Set<Turn>();
  return turns
    .filter(({ turn, officialId }) => turn === 'assumed' && officialId !== null)
    .sort(byDay)
    .map((taken) => {
      const left = leavings.find(
        (leaving) =>
          !used.has(leaving) &&
          leaving.postId === taken.postId &&
          leaving.officialId === taken.officialId &&
          leaving.on >= taken.on,
      );
      if (left !== undefined) used.add(left);
      const post = posts.get(taken.postId);
      return {
        postId: taken.postId,
        title: post?.title ?? null,
        department: taken.department,
        regionCode: post?.regionCode ?? taken.region,
        officialId: taken.officialId!,
        from: taken.on,
        to: left?.on ?? null,
        documentNo: taken.documentNo,
        handedOverTo: left?.handedOverTo ?? null,
        eventId: taken.eventId,
      };
    });
}
