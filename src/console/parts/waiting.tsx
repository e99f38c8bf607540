import { Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../words';

const SHOWN_AFTER = 1;
const COUNTED_AFTER = 10;

/** Nothing for a second, then a moving bar with a word, after ten seconds a number and a way to stop. */
export function Waiting({ onStop }: { readonly onStop?: () => void }) {
  const { t } = useWords();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const clock = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(clock);
  }, []);
  if (seconds < SHOWN_AFTER) return <div className="waiting" aria-busy="true" />;
  const counted = seconds >= COUNTED_AFTER;
  return (
    <div className="waiting" role="status" aria-busy="true">
      <Progress percent={Math.round(100 * (1 - 1 / (1 + seconds / 4)))} showInfo={false} aria-hidden="true" />
      <p>{counted ? t('state.loadingFor', { seconds }) : t('state.loading')}</p>
      {counted && onStop && (
        <Button size="small" onClick={onStop}>
          {t('state.stop')}
        </Button>
      )}
    </div>
  );
}
