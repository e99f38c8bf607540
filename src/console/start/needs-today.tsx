import { Link } from 'react-router';
import type { Attention } from '../api';
import { Empty } from '../parts/empty';
import { InSteps } from '../parts/in-steps';
import { SeverityMark } from '../parts/severity-mark';
import { regionName } from '../words/codes';
import { useWords } from '../words';

export function NeedsToday({ items }: { readonly items: readonly Attention[] }) {
  const { t, pick, language } = useWords();
  return (
    <section aria-labelledby="needs">
      <h2 id="needs">{t('start.needs')}</h2>
      {items.length === 0 && <Empty title={t('start.needsNone')} how={t('start.needsNoneHow')} />}
      {items.length > 0 && (
        <InSteps items={items} step={5} namedBy="needs">
          {(item) => (
            <li key={item.facilityId + item.zh + (item.eventId ?? '')}>
              <SeverityMark severity={item.severity} />
              <div>
                <Link to={`/facilities/${item.facilityId}`}>{item.name ?? item.facilityId}</Link>{' '}
                <span className="caption">{regionName(item.regionCode, language)}</span>
                <p>{pick(item)}</p>
                <p className="caption">
                  {item.dueOn && <span>{t('start.dueOn', { on: item.dueOn })}</span>}
                  {item.eventId && <Link to={`/events/${item.eventId}`}>{t('timeline.openEvent')}</Link>}
                </p>
              </div>
            </li>
          )}
        </InSteps>
      )}
    </section>
  );
}
