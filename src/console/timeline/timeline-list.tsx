import type { ColumnsType } from 'antd/es/table';
import { Button } from 'antd';
import type { Address } from '../app/address';
import { Listed } from '../parts/listed';
import { workingDaysLate } from '../parts/calendar';
import { columnOf } from '../parts/column';
import { shownTime } from '../parts/instant';
import { SeverityMark } from '../parts/severity-mark';
import { departmentName } from '../words/codes';
import { useWords } from '../words';
import { barOf } from './late-bars';
import type { LateBar } from './late-bars';
import { delayInDays } from './marks';
import type { Mark } from './marks';

interface Shown {
  readonly marks: readonly Mark[];
  readonly bars: readonly LateBar[];
  readonly address: Address;
  readonly lit: string | null;
  readonly onLit: (chain: string | null) => void;
}

/** The picture's twin: the same entries in words, newest first. */
export function TimelineList({ marks, bars, address, lit, onLit }: Shown) {
  const columns = useColumns(bars, address);
  return (
    <Listed
      columns={columns}
      rows={marks}
      keyOf={({ entry }) => entry.entryId}
      classOf={({ entry, fallen }) => `${fallen ? 'fallen' : ''} ${entry.chain === lit ? 'lit' : ''}`}
      onPoint={(mark) => onLit(mark?.entry.chain ?? null)}
    />
  );
}

function useColumns(bars: readonly LateBar[], address: Address): ColumnsType<Mark> {
  const { t, language } = useWords();
  const column = columnOf<Mark>();
  const sentence = (mark: Mark) => <Sentence mark={mark} bar={barOf(bars, mark)} address={address} />;
  return [
    column(t('timeline.occurredAt'), '12em', ({ entry }) => shownTime(entry.occurredAt)),
    column(t('timeline.recordedAt'), '12em', (mark) => <KnownAt mark={mark} />),
    column(t('timeline.department'), '9em', ({ entry }) => departmentName(entry.department, language)),
    column(t('timeline.severity'), '7em', ({ entry }) => <SeverityMark severity={entry.severity} withWord />),
    column(t('timeline.kind'), '8em', ({ entry }) => t(`kind.${entry.kind}`)),
    { ...column(t('timeline.sentence'), 'auto', sentence), className: 'whole' },
  ];
}

function KnownAt({ mark }: { readonly mark: Mark }) {
  const { t } = useWords();
  return (
    <>
      {shownTime(mark.entry.recordedAt)}
      {mark.tailed && <div className="caption">{t('timeline.delay', { days: delayInDays(mark) })}</div>}
    </>
  );
}

function Sentence({
  mark,
  bar,
  address,
}: {
  readonly mark: Mark;
  readonly bar: LateBar | undefined;
  readonly address: Address;
}) {
  const { t, pick } = useWords();
  const { entry, fallen } = mark;
  return (
    <div className="sentence">
      <Button
        type="link"
        className="plain-link"
        onClick={() => address.change({ entry: entry.entryId, group: null })}
      >
        {pick(entry)}
      </Button>
      <div className="caption">
        {entry.clause && <span>{entry.clause}</span>}
        {entry.documentNo && <span>{entry.documentNo}</span>}
        {bar && <Late bar={bar} />}
        {fallen && <span>{t(fallen === 'later' ? 'timeline.fallenLater' : 'timeline.fallenUnknown')}</span>}
      </div>
    </div>
  );
}

export function Late({ bar }: { readonly bar: LateBar }) {
  const { t } = useWords();
  const days = workingDaysLate(bar.dueOn, bar.doneAt, bar.to);
  return (
    <span className={bar.doneAt === null ? 'late-open' : 'late-done'}>
      {t('timeline.due')} {bar.dueOn} ·{' '}
      {bar.doneAt === null ? t('timeline.lateOpen', { days }) : t('timeline.lateDone', { days })}
    </span>
  );
}
