import type { Act, OfficialRecord, Owed, RecordedPost } from '../api';
import { endOfDay, msOf } from '../parts/instant';

/** An obligation on the left side: since when owed, when due, how long it went on. In milliseconds. */
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
  /** Acts and posts that lie before the axis begins: they stand in the lists. */
  readonly earlier: number;
  readonly owedColumns: number;
  /** The kinds of acts, one column each. */
  readonly doneKinds: readonly Act['kind'][];
  readonly from: number;
  readonly to: number;
}

/**
 * Both sides and the posts between them. The axis begins with the first thing owed or done; what is older
 * (taking up a post, the duties given with it) stands in the lists and is counted in `earlier`. `apart` is the
 * time that one mark covers, so that marks do not overlap.
 */
export function recordLayout(record: OfficialRecord, today: number, apart: number): RecordLayout {
  const spans = record.owed.map((one) => spanOf(one, today)).sort((a, b) => a.since - b.since);
  const points = record.done.map((act) => ({ act, at: msOf(act.occurredAt) })).sort((a, b) => a.at - b.at);
  const bands = record.posts.map((post) => bandOf(post, today));
  const first = firstOf(spans, points, bands) ?? today;
  const from = first - (today - first) * AIR;
  const seen = points.filter(({ at }) => at >= from);
  const doneKinds = [...new Set(seen.map(({ act }) => act.kind))];
  const columns = columnsFor(
    spans.map(({ since, end }) => ({ from: since, to: end })),
    apart,
  );
  return {
    owed: spans.map((span, i) => ({ ...span, column: columns[i]! })),
    done: seen.map((point) => ({ ...point, column: doneKinds.indexOf(point.act.kind) })),
    posts: bands.filter(({ to }) => to > from).map((band) => ({ ...band, from: Math.max(band.from, from) })),
    earlier: points.length - seen.length + bands.filter(({ to }) => to <= from).length,
    owedColumns: Math.max(0, ...columns) + 1,
    doneKinds,
    from,
    to: today + (today - first) * AIR,
  };
}

const AIR = 0.02;

function firstOf(
  spans: readonly { readonly since: number }[],
  points: readonly { readonly act: Act; readonly at: number }[],
  bands: readonly PostBand[],
): number | undefined {
  const acts = points.filter(({ act }) => act.kind !== 'duty-assigned');
  const times = [...spans.map(({ since }) => since), ...acts.map(({ at }) => at)];
  const begun = times.length > 0 ? times : bands.map(({ from }) => from);
  return begun.length > 0 ? Math.min(...begun) : undefined;
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
