import { Link } from 'react-router';
import type { StatusBand } from '../api';
import { shownDay } from '../parts/instant';
import { useWords } from '../words';

/** The status strip of the picture in words. */
export function StatusWords({ bands }: { readonly bands: readonly StatusBand[] }) {
  const { t } = useWords();
  return (
    <ol className="status-words" aria-label={t('timeline.statusStrip')}>
      {bands.map(({ status, from, to, eventId }) => (
        <li key={eventId + from}>
          <Link to={`/events/${eventId}`}>{t(`status.${status}`)}</Link>{' '}
          <span className="caption">
            {shownDay(from)} – {to === null ? t('timeline.today') : shownDay(to)}
          </span>
        </li>
      ))}
    </ol>
  );
}
