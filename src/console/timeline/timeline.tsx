import { useMemo, useState } from 'react';
import type { Address } from '../app/address';
import { Empty } from '../parts/empty';
import { dayOf } from '../parts/instant';
import { ProblemNotice } from '../parts/problem-notice';
import { Waiting } from '../parts/waiting';
import { useWords } from '../words';
import { asOfIn, asOfQuery, trueUntil } from './as-of';
import { AsOfControls } from './as-of-controls';
import { EntryDrawer } from './entry-drawer';
import { GroupDrawer, groupIn } from './group-drawer';
import { lateBarsOf } from './late-bars';
import { Legend } from './legend';
import { marksOf } from './marks';
import type { Mark } from './marks';
import { Reading } from './reading';
import { StatusWords } from './status-words';
import { clearFilters, filtered, filterNames, isFiltered, TimelineFilters } from './timeline-filters';
import { TimelineList } from './timeline-list';
import { PictureButtons } from './picture-buttons';
import { TimelinePicture } from './timeline-picture';
import { useTimeline } from './timeline-answer';
import { heard, latestOf, wholeOf } from './window';

interface Shown {
  readonly facilityId: string;
  readonly address: Address;
}

/** The compliance timeline: picture and list of the same entries, filters, and the two as-of questions. */
export function Timeline({ facilityId, address }: Shown) {
  const { t } = useWords();
  const read = useTimelineView(facilityId, address);
  const { today, then, entries } = read;
  return (
    <section id="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t('timeline.title')}</h2>
      {today.query.isError && (
        <ProblemNotice problem={today.query.error} onRetry={() => void today.query.refetch()} />
      )}
      {then.query.isError && (
        <ProblemNotice problem={then.query.error} onRetry={() => void then.query.refetch()} />
      )}
      {today.query.isPending && <Waiting />}
      {today.query.isSuccess && entries.length === 0 && (
        <Empty title={t('timeline.none')} how={t('timeline.noneHow')} />
      )}
      {entries.length > 0 && <Drawn address={address} read={read} />}
    </section>
  );
}

function useTimelineView(facilityId: string, address: Address) {
  const { trueBy, knownBy } = asOfIn(address);
  const asked = useMemo(() => ({ trueBy, knownBy }), [trueBy, knownBy]);
  const asOf = asOfQuery(asked);
  const today = useTimeline(facilityId, null);
  const then = useTimeline(facilityId, asOf, asOf !== null);
  const isThen = asOf !== null && then.first !== undefined;
  const [now] = useState(Date.now);
  const whole = useMemo(
    () =>
      wholeOf(
        today.entries.map(({ occurredAt }) => Date.parse(occurredAt)),
        now,
      ),
    [today.entries, now],
  );
  const marks = useMemo(
    () => marksOf(today.entries, isThen ? { entries: then.entries, trueUntil: trueUntil(asked) } : null),
    [today.entries, then.entries, isThen, asked],
  );
  const bands = (isThen ? then.first : today.first)?.statusBands ?? [];
  return { today, then, entries: today.entries, now, whole, marks, bands };
}

export type TimelineView = ReturnType<typeof useTimelineView>;

function Drawn({ address, read }: { readonly address: Address; readonly read: TimelineView }) {
  const { t } = useWords();
  const marks = useShownMarks(address, read);
  const opened = openedIn(read.marks, address.get('entry'));
  return (
    <>
      <AsOfControls address={address} span={read.whole} />
      <TimelineFilters entries={read.entries} address={address} />
      <Reading read={read} />
      {marks.length === 0 && isFiltered(address) ? (
        <Empty
          title={t('timeline.noneFiltered')}
          how={t('timeline.noneFilteredHow')}
          action={{ words: t('state.clear'), onDo: () => clearFilters(address) }}
        />
      ) : (
        <Twins address={address} read={read} marks={marks} />
      )}
      <EntryDrawer mark={opened} address={address} />
      <GroupDrawer group={groupIn(address, marks)} address={address} />
    </>
  );
}

/** The entry that the address opens, by its own number or by its event's. */
const openedIn = (marks: readonly Mark[], asked: string | null) =>
  marks.find(({ entry }) => entry.entryId === asked) ?? marks.find(({ entry }) => entry.eventId === asked);

interface Twin {
  readonly address: Address;
  readonly read: TimelineView;
  readonly marks: readonly Mark[];
}

/** The picture and the list of what is in view in it; pointing at one lights the chain in both. */
function Twins({ address, read, marks }: Twin) {
  const { t } = useWords();
  const [lit, onLit] = useState<string | null>(null);
  const { now, whole, bands } = read;
  const [from, to] = [address.get('from'), address.get('to')];
  const window = useMemo(() => heard(from, to) ?? latestOf(whole), [from, to, whole]);
  const inView = marks.filter(({ at }) => at >= window.from && at <= window.to);
  const bars = useMemo(() => lateBarsOf(marks, now, 1), [marks, now]);
  const seen = { lit, onLit, address };
  return (
    <>
      <PictureButtons window={window} whole={whole} latest={latestOf(whole)} address={address} />
      <TimelinePicture marks={marks} bands={bands} window={window} whole={whole} today={now} {...seen} />
      <Legend />
      <h3>
        {t('timeline.list')}{' '}
        <small>{t('timeline.listShown', { from: dayOf(window.from), to: dayOf(window.to) })}</small>
      </h3>
      <StatusWords bands={bands} />
      <TimelineList marks={inView} bars={bars} {...seen} />
    </>
  );
}

function useShownMarks(address: Address, { marks }: TimelineView) {
  const chosen = JSON.stringify(filterNames.map((name) => address.all(name)));
  return useMemo(() => filtered(marks, JSON.parse(chosen) as string[][]), [marks, chosen]);
}
