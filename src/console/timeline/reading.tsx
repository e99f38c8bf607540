import { Button } from 'antd';
import { useWords } from '../words';
import type { TimelineView } from './timeline';

/** How much has been read, what has turned grey, and what was withheld. */
export function Reading({ read }: { readonly read: TimelineView }) {
  const { t } = useWords();
  const { today, entries, marks } = read;
  const fallen = marks.filter((mark) => mark.fallen !== null).length;
  const withheld = today.first?.withheld ?? 0;
  if (!today.hasEarlier && fallen === 0 && withheld === 0) return null;
  return (
    <p className="note" role="status">
      {fallen > 0 && <span>{t('timeline.asOfActive', { count: fallen })}</span>}
      {withheld > 0 && <span>{t('state.withheld', { count: withheld })}</span>}
      {today.reading && (
        <>
          <span>{t('timeline.reading', { count: entries.length })}</span>
          <Button size="small" onClick={today.stop}>
            {t('state.stop')}
          </Button>
        </>
      )}
      {!today.reading && today.hasEarlier && (
        <>
          <span>{t('timeline.loadedOf', { count: entries.length })}</span>
          <Button size="small" onClick={today.readEarlier}>
            {t('state.more')}
          </Button>
        </>
      )}
    </p>
  );
}
