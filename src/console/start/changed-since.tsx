import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Changed } from '../api';
import { useSession } from '../app/session';
import { Empty } from '../parts/empty';
import { InSteps } from '../parts/in-steps';
import { shownTime } from '../parts/instant';
import { SeverityMark } from '../parts/severity-mark';
import { departmentName } from '../words/codes';
import { useWords } from '../words';
import { lookedBefore, lookNow } from './looked';

interface Shown {
  readonly items: readonly Changed[];
  readonly position: string;
}

/**
 * New since this account last marked the page as seen in this browser; before the first time, simply
 * the newest.
 */
export function ChangedSince({ items, position }: Shown) {
  const { t } = useWords();
  const account = useSession()?.caller.account ?? '';
  const [looked, setLooked] = useState(() => lookedBefore(account));
  const isFresh = (item: Changed) => looked === null || BigInt(item.position) > BigInt(looked.position);
  const fresh = items.filter(isFresh);
  return (
    <section aria-labelledby="changed">
      <h2 id="changed">{t('start.changed')}</h2>
      <p className="caption">
        {looked ? t('start.changedSince', { at: shownTime(looked.at) }) : t('start.changedFirst')}{' '}
        {fresh.length > 0 && (
          <Button size="small" type="link" onClick={() => setLooked(lookNow(account, position))}>
            {t('start.seen')}
          </Button>
        )}
      </p>
      {fresh.length === 0 && <Empty title={t('start.changedNone')} how={t('start.changedNoneHow')} />}
      {fresh.length > 0 && (
        <InSteps items={fresh} step={5} namedBy="changed">
          {(item) => <ChangedItem key={item.eventId} item={item} />}
        </InSteps>
      )}
    </section>
  );
}

function ChangedItem({ item }: { readonly item: Changed }) {
  const { t, pick, language } = useWords();
  return (
    <li>
      <SeverityMark severity={item.severity} />
      <div>
        <Link to={`/facilities/${item.facilityId}?entry=${item.eventId}`}>{pick(item)}</Link>
        <p className="caption">
          <span>{departmentName(item.department, language)}</span>
          <span>
            {t('timeline.recordedAt')} {shownTime(item.recordedAt)}
          </span>
        </p>
      </div>
    </li>
  );
}
