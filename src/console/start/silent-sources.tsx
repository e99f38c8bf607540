import type { Silence } from '../api';
import { Link } from 'react-router';
import { Empty } from '../parts/empty';
import { InSteps } from '../parts/in-steps';
import { shownTime } from '../parts/instant';
import { departmentName } from '../words/codes';
import { useWords } from '../words';

const A_FEW_DAYS = 72;

/** Departments that have sent nothing for longer than usual. Silence is not good news. */
export function SilentSources({ items }: { readonly items: readonly Silence[] }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="silent">
      <h2 id="silent">{t('start.silent')}</h2>
      {items.length === 0 && <Empty title={t('start.silentNone')} how={t('start.silentNoneHow')} />}
      {items.length > 0 && (
        <InSteps items={items} step={5} namedBy="silent">
          {(silence) => <SilentOne key={silence.department} silence={silence} />}
        </InSteps>
      )}
    </section>
  );
}

function SilentOne({ silence }: { readonly silence: Silence }) {
  const { t, language } = useWords();
  const { department, lastRecordedAt, silentHours, usualGapHours } = silence;
  const days = (hours: number) => Math.max(1, Math.round(hours / 24));
  const words =
    silentHours < A_FEW_DAYS
      ? t('start.silentFor', { hours: Math.round(silentHours), usual: Math.round(usualGapHours) })
      : t('start.silentDays', { days: days(silentHours), usual: days(usualGapHours) });
  return (
    <li>
      <div>
        <Link to={`/entries?department=${department}`}>{departmentName(department, language)}</Link>
        <p>{words}</p>
        <p className="caption">
          {t('start.lastRecord', { at: lastRecordedAt ? shownTime(lastRecordedAt) : t('start.never') })}
        </p>
      </div>
    </li>
  );
}
