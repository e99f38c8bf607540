import { Link } from 'react-router';
import type { EventAnswer } from '../api';
import { Empty } from '../parts/empty';
import { Facts } from '../parts/facts';
import { shownTime } from '../parts/instant';
import { OfficialLink } from '../parts/official-link';
import { departmentName, regionName } from '../words/codes';
import { useWords } from '../words';

export function EventFacts({ event }: { readonly event: EventAnswer['event'] }) {
  const { t, language } = useWords();
  return (
    <Facts
      facts={[
        [t('event.number'), <code key="id">{event.eventId}</code>],
        [t('event.position'), event.position],
        [t('event.type'), `${event.type} · ${t('event.version')} ${event.version}`],
        [t('timeline.occurredAt'), shownTime(event.occurredAt)],
        [t('timeline.recordedAt'), shownTime(event.recordedAt)],
        [t('timeline.recordedBy'), event.recordedBy],
        [t('event.department'), departmentName(event.department, language)],
        [t('event.region'), regionName(event.region, language)],
        [
          t('timeline.source'),
          event.source ? `${event.source.source} · ${event.source.sourceId}` : t('timeline.ours'),
        ],
        [t('event.stream'), `${event.stream} · ${t('event.revision')} ${event.revision}`],
        [t('timeline.label'), event.label],
        [t('event.subjects'), <Subjects key="about" subjects={event.subjects} />],
      ]}
    />
  );
}

function Subjects({ subjects }: { readonly subjects: readonly string[] }) {
  return subjects.map((subject) => (
    <span key={subject} className="officer">
      <Subject subject={subject} />
    </span>
  ));
}

function Subject({ subject }: { readonly subject: string }) {
  const [kind, id = ''] = subject.split(/:(.*)/s);
  if (kind === 'facility') return <Link to={`/facilities/${id}`}>{subject}</Link>;
  return kind === 'official' ? <OfficialLink officialId={id}>{subject}</OfficialLink> : subject;
}

/** Every row that this event wrote, in which read model, and how. */
export function EventPut({ put }: { readonly put: EventAnswer['put'] }) {
  const { t, pick } = useWords();
  if (put.length === 0) return <Empty title={t('event.putNone')} how={t('event.putNoneHow')} />;
  return (
    <ul className="plain put">
      {put.map((written) => (
        <li key={written.readModel + written.key + written.change}>
          <p>
            <strong>{pick(written)}</strong> <span className="quiet">{t(`change.${written.change}`)}</span>{' '}
            <code>{written.key}</code>
          </p>
          {written.row && (
            <details>
              <summary>{t('event.putRow')}</summary>
              <pre tabIndex={0}>{JSON.stringify(written.row, null, 2)}</pre>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
