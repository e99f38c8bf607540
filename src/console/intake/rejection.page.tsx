import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { Rejection } from '../api';
import { ask } from '../app/ask';
import { Asked } from '../parts/asked';
import { Facts } from '../parts/facts';
import { shownTime } from '../parts/instant';
import { departmentName } from '../words/codes';
import { useWords } from '../words';
import { AlarmTag, RejectionStateTag } from './rejection-tags';
import { Repair } from './repair';

/** One rejected record: why, the text as it came, and what can be done about it. */
export function Component() {
  const { rejectionId = '' } = useParams();
  const rejection = useQuery({
    queryKey: ['rejection', rejectionId],
    queryFn: ({ signal }) =>
      ask<Rejection>(`/intake/rejections/${encodeURIComponent(rejectionId)}`, { signal }),
  });
  return <Asked query={rejection}>{(answer) => <Read rejection={answer} />}</Asked>;
}

function Read({ rejection }: { readonly rejection: Rejection }) {
  const { t, pick } = useWords();
  return (
    <article>
      <p>
        <Link to="/intake/rejections">{t('intake.back')}</Link>
      </p>
      <h1>
        {t('intake.detail')} <RejectionStateTag state={rejection.state} /> {rejection.alarm && <AlarmTag />}
      </h1>
      <p className="lead">{pick(rejection)}</p>
      {rejection.alarm && <p className="note">{t('intake.alarmHint')}</p>}
      <div className="two-columns">
        <section>
          <h2>{t('intake.reason')}</h2>
          <RejectionFacts rejection={rejection} />
          <Errors errors={rejection.errors} />
        </section>
        <Repair key={rejection.state} rejection={rejection} />
      </div>
    </article>
  );
}

function RejectionFacts({ rejection }: { readonly rejection: Rejection }) {
  const { t, language } = useWords();
  const { department, file, row, resentEventId } = rejection;
  const settled = `${shownTime(rejection.settledAt)} · ${rejection.settledBy ?? ''}`;
  const resent = resentEventId && <Link to={`/events/${resentEventId}`}>{resentEventId}</Link>;
  return (
    <Facts
      facts={[
        [t('intake.code'), <code key="code">{rejection.code}</code>],
        [t('intake.step'), t(`step.${rejection.step}`)],
        [t('intake.receivedAt'), shownTime(rejection.receivedAt)],
        [t('intake.door'), t(`door.${rejection.door}`)],
        [t('intake.times'), rejection.times],
        [t('intake.department'), department && departmentName(department, language)],
        [t('intake.sender'), rejection.sender],
        [t('intake.type'), rejection.type],
        [t('intake.sourceId'), rejection.sourceId],
        ...(file ? [[t('intake.file'), `${file} · ${t('intake.row')} ${row ?? '—'}`] as const] : []),
        ...(resent ? [[t('intake.resentEvent'), resent] as const] : []),
        ...(rejection.settledAt ? [[t('intake.settled'), settled] as const] : []),
        ...(rejection.reason ? [[t('intake.settledReason'), rejection.reason] as const] : []),
      ]}
    />
  );
}

function Errors({ errors }: Pick<Rejection, 'errors'>) {
  const { t } = useWords();
  if (errors.length === 0) return null;
  return (
    <>
      <h3>{t('intake.errors')}</h3>
      <table className="figures words">
        <thead>
          <tr>
            <th scope="col">{t('intake.path')}</th>
            <th scope="col">{t('intake.message')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ path, message }) => (
            <tr key={path + message}>
              <td>
                <code>{path === '' ? '/' : path}</code>
              </td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
