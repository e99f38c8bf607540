import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { Link } from 'react-router';
import type { EventAnswer } from '../api';
import type { Address } from '../app/address';
import { useCompact } from '../app/appearance';
import { ask } from '../app/ask';
import { EventFacts, EventPut } from '../event/event-facts';
import { Asked } from '../parts/asked';
import { Evidence } from '../parts/evidence';
import { Facts } from '../parts/facts';
import { shownTime } from '../parts/instant';
import { Officers } from '../parts/officers';
import { SeverityMark } from '../parts/severity-mark';
import { sizes } from '../theme';
import { departmentName } from '../words/codes';
import { useWords } from '../words';
import { delayInDays } from './marks';
import type { Mark } from './marks';

/**
 * An entry tells its proof: sentence, clause, who, both times, document, evidence, and the event with
 * all it put.
 */
export function EntryDrawer({
  mark,
  address,
}: {
  readonly mark: Mark | undefined;
  readonly address: Address;
}) {
  const { t } = useWords();
  const compact = useCompact();
  return (
    <Drawer
      open={mark !== undefined}
      size={compact ? '100%' : sizes.drawer}
      title={mark && t(`kind.${mark.entry.kind}`)}
      onClose={() => address.change({ entry: null })}
      closable={{ 'aria-label': t('state.close') }}
      destroyOnHidden
    >
      {mark && <Proof mark={mark} address={address} />}
    </Drawer>
  );
}

function Proof({ mark, address }: { readonly mark: Mark; readonly address: Address }) {
  const { t, pick } = useWords();
  const { entry } = mark;
  const event = useQuery({
    queryKey: ['event', entry.eventId],
    queryFn: ({ signal }) => ask<EventAnswer>(`/events/${encodeURIComponent(entry.eventId)}`, { signal }),
  });
  return (
    <div className="proof">
      <p className="lead">
        <SeverityMark severity={entry.severity} withWord /> {pick(entry)}
      </p>
      <EntryFacts mark={mark} />
      <div className="buttons">
        <Link to={`/events/${entry.eventId}`}>{t('timeline.openEvent')}</Link>
        <Button size="small" onClick={() => address.change({ asOfKnown: entry.position, entry: null })}>
          {t('timeline.asKnownThen')}
        </Button>
      </div>
      <h3>{t('event.title')}</h3>
      <Asked query={event}>
        {(answer) => (
          <>
            <EventFacts event={answer.event} />
            <h3>{t('timeline.allPut')}</h3>
            <EventPut put={answer.put} />
          </>
        )}
      </Asked>
    </div>
  );
}

function EntryFacts({ mark }: { readonly mark: Mark }) {
  const { t, language } = useWords();
  const { entry } = mark;
  const delay = mark.tailed ? `（${t('timeline.delay', { days: delayInDays(mark) })}）` : '';
  return (
    <Facts
      facts={[
        [t('timeline.department'), departmentName(entry.department, language)],
        [t('timeline.occurredAt'), shownTime(entry.occurredAt)],
        [t('timeline.recordedAt'), `${shownTime(entry.recordedAt)}${delay}`],
        [t('timeline.clause'), entry.clause],
        [t('timeline.officers'), <Officers key="who" officers={entry.officers} />],
        [t('timeline.document'), entry.documentNo],
        [t('timeline.due'), entry.dueOn],
        [
          t('timeline.source'),
          entry.source ? `${entry.source.source} · ${entry.source.sourceId}` : t('timeline.ours'),
        ],
        [t('timeline.evidence'), <Evidence key="evidence" evidence={entry.evidence} />],
        [t('timeline.recordedBy'), entry.recordedBy],
        [t('timeline.label'), entry.label],
      ]}
    />
  );
}
