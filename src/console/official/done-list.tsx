import { Link } from 'react-router';
import type { Act } from '../api';
import { Empty } from '../parts/empty';
import { InSteps } from '../parts/in-steps';
import { shownTime } from '../parts/instant';
import { useWords } from '../words';

/** What was done and signed, newest first. */
export function DoneList({ done }: { readonly done: readonly Act[] }) {
  const { t } = useWords();
  const sorted = [...done].sort((a, b) => b.occurredAt.localeCompare(a.occurredAt));
  return (
    <section id="done" aria-labelledby="done-title">
      <h2 id="done-title">
        {t('official.done')} <small>{done.length}</small>
      </h2>
      {done.length === 0 && <Empty title={t('official.noDone')} how={t('official.noDoneHow')} />}
      <InSteps items={sorted} step={20} namedBy="done-title">
        {(act) => <DoneOne key={act.actId} act={act} />}
      </InSteps>
    </section>
  );
}

function DoneOne({ act }: { readonly act: Act }) {
  const { t, pick } = useWords();
  return (
    <li>
      <div>
        <strong>{t(`actKind.${act.kind}`)}</strong>{' '}
        {act.facilityId && <Link to={`/facilities/${act.facilityId}`}>{act.facilityId}</Link>}
        <p>{pick(act)}</p>
        <p className="caption">
          <span>
            {t('timeline.occurredAt')} {shownTime(act.occurredAt)}
          </span>
          <span>
            {t('timeline.recordedAt')} {shownTime(act.recordedAt)}
          </span>
          <Link to={`/events/${act.eventId}`}>{t('official.event')}</Link>
        </p>
      </div>
    </li>
  );
}
