import { Link } from 'react-router';
import type { Owed } from '../api';
import { Empty } from '../parts/empty';
import { InSteps } from '../parts/in-steps';
import { shownTime } from '../parts/instant';
import { useWords } from '../words';

/** What the posts owed, newest due day first, each with its basis and what became of it. */
export function OwedList({ owed }: { readonly owed: readonly Owed[] }) {
  const { t } = useWords();
  const sorted = [...owed].sort((a, b) => b.dueOn.localeCompare(a.dueOn));
  return (
    <section id="owed" aria-labelledby="owed-title">
      <h2 id="owed-title">
        {t('official.owed')} <small>{owed.length}</small>
      </h2>
      {owed.length === 0 && <Empty title={t('official.noOwed')} how={t('official.noOwedHow')} />}
      <InSteps items={sorted} step={20} namedBy="owed-title">
        {(one) => <OwedOne key={one.obligationId} owed={one} />}
      </InSteps>
    </section>
  );
}

function OwedOne({ owed }: { readonly owed: Owed }) {
  const { t, pick } = useWords();
  return (
    <li>
      <div>
        <span className={`owed-${owed.state}`}>{t(`owedState.${owed.state}`)}</span>{' '}
        <strong>{t(`owedKind.${owed.kind}`)}</strong>{' '}
        {owed.facilityId && <Link to={`/facilities/${owed.facilityId}`}>{owed.facilityId}</Link>}
        <p>{pick(owed.basis)}</p>
        <p className="caption">
          <span>
            {t('official.dueOn')} {owed.dueOn}
          </span>
          <span>
            {t('official.doneAt')} {shownTime(owed.doneAt)}
          </span>
          {owed.daysLate !== null && owed.daysLate > 0 && (
            <span>{t('official.daysLate', { days: owed.daysLate })}</span>
          )}
          <Passing owed={owed} />
          {owed.eventIds.map((eventId, at) => (
            <Link key={eventId} to={`/events/${eventId}`}>
              {t('official.event')} {at + 1}
            </Link>
          ))}
        </p>
      </div>
    </li>
  );
}

/** An obligation that went with the post from one holder to the next. */
function Passing({ owed: { carriedFrom, passedTo } }: { readonly owed: Owed }) {
  const { t } = useWords();
  return (
    <>
      {carriedFrom && (
        <Link to={`/officials/${carriedFrom}`}>{t('official.carriedFrom', { official: carriedFrom })}</Link>
      )}
      {passedTo && (
        <Link to={`/officials/${passedTo}`}>{t('official.passedTo', { official: passedTo })}</Link>
      )}
    </>
  );
}
