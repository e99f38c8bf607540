import type { Rejection } from '../api';
import { useWords } from '../words';

export function RejectionStateTag({ state }: Pick<Rejection, 'state'>) {
  const { t } = useWords();
  return <span className={`state state-${state}`}>{t(`rejectionState.${state}`)}</span>;
}

/** Same id, other content: somebody may have altered a record. */
export function AlarmTag() {
  const { t } = useWords();
  return (
    <span className="alarm-tag" title={t('intake.alarmHint')}>
      {t('intake.alarm')}
    </span>
  );
}
