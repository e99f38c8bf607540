import type { Act, OfficialRecord, Owed, RecordedPost } from '../api';
import { endOfDay, msOf } from '../parts/instant';

/** An obligation on the left side: owed from `since`, due, and how long it went on beyond that. Milliseconds. */
export interface OwedSpan {
  readonly owed: Owed;
  readonly since: number;
  readonly due: number;
  /** When it was done; today while it is not. */
  readonly end: number;
  /** Counted outwards from the axis; spans that overlap in time never share one. */
  readonly column: number;
}
/** An act on the right side: each kind of act has its own column. */
export interface DonePoint {
  readonly act: Act;
  readonly at: number;
  readonly column: number;
}
export interface PostBand {
  readonly post: RecordedPost;
  readonly from: number;
  readonly to: number;
  /** The post went on to somebody else: a joint is drawn where this band ends. */
  readonly handedOver: boolean;
}
export interface RecordLayout {
  readonly owed: readonly OwedSpan[];
  readonly done: readonly DonePoint[];
  readonly posts: readonly PostBand[];
  readonly owedColumns: number;
  /** The kinds of acts, one column each. */
  readonly doneKinds: readonly Act['kind'][];
  readonly from: number;
  readonly to: number;
}

/** Both sides and the posts between them. `apart` is the time that one mark covers, so that marks do not overlap. */
export function recordLayout(
  { owed, done, posts }: OfficialRecord,
  today: number,
  apart: number,
): RecordLayout {
  const spans = owed.map((one) => spanOf(one, today)).sort((a, b) => a.since - b.since);
  const points = done.map((act) => ({ act, at: msOf(act.occurredAt) })).sort((a, b) => a.at - b.at);
  const bands = posts.map((post) => bandOf(post, today));
  const times = [
    ...spans.map(({ since }) => since),
    ...points.map(({ at }) => at),
    ...bands.map(({ from }) => from),
    today,
  ];
  const owedColumns = columnsFor(
    spans.map(({ since, end }) => ({ from: since, to: end })),
    apart,
  );
  const doneKinds = [...new Set(points.map(({ act }) => act.kind))];
  const from = Math.min(...times);
  const air = (today - from) * 0.02;
  return {
    owed: spans.map((span, i) => ({ ...span, column: owedColumns[i]! })),
    done: points.map((point) => ({ ...point, column: doneKinds.indexOf(point.act.kind) })),
    ...{ doneKinds, owedColumns: Math.max(0, ...owedColumns) + 1 },
    ...{ posts: bands, from: from - air, to: today + air },
  };
}

function spanOf(owed: Owed, today: number) {
  const due = endOfDay(owed.dueOn);
  return { owed, since: msOf(owed.since), due, end: owed.doneAt === null ? today : msOf(owed.doneAt) };
}

function bandOf(post: RecordedPost, today: number): PostBand {
  const to = post.to === null ? today : msOf(post.to);
  return { post, from: msOf(post.from), to, handedOver: post.handedOverTo !== null };
}

/** The first free column for each stretch of time, in the order given. */
export function columnsFor(
  stretches: readonly { readonly from: number; readonly to: number }[],
  apart: number,
): number[] {
  const endOf: number[] = [];
  return stretches.map(({ from, to }) => {
    const free = endOf.findIndex((end) => end + apart <= from);
    const column = free === -1 ? endOf.length : free;
    endOf[column] = to;
    return column;
  });
}
