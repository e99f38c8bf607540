import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { IntakeResult, Rejection } from '../api';
import { may, useSession } from '../app/session';
import { ask } from '../app/ask';
import { ProblemNotice } from '../parts/problem-notice';
import { useWords } from '../words';
import { laidOut } from './laid-out';
import { REJECTIONS } from './rejection-list';

/** The original text: to read, and while it is open to edit and resend, or to set aside with a reason. */
export function Repair({ rejection }: { readonly rejection: Rejection }) {
  const { t } = useWords();
  const signedIn = useSession();
  const mayRepair = rejection.state === 'open' && may(signedIn, 'intake/repair');
  const readable = rejection.originalEncoding === 'utf-8' && !rejection.originalCut && !rejection.erased;
  return (
    <section>
      <h2>{t('intake.original')}</h2>
      {rejection.originalEncoding === 'base64' && <p className="note">{t('intake.binary')}</p>}
      {rejection.erased && <p className="note">{t('intake.erased')}</p>}
      {rejection.originalCut && <p className="note">{t('intake.cut')}</p>}
      {mayRepair && readable ? <Edit rejection={rejection} /> : <pre tabIndex={0}>{rejection.original}</pre>}
      {rejection.repaired !== null && (
        <>
          <h3>{t('intake.repairedText')}</h3>
          <pre tabIndex={0}>{rejection.repaired}</pre>
        </>
      )}
      {mayRepair && <Dismiss rejectionId={rejection.rejectionId} />}
    </section>
  );
}

function useResend(rejectionId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (repaired: string) =>
      ask<IntakeResult>(`/intake/rejections/${rejectionId}/resend`, { method: 'POST', body: { repaired } }),
    onSuccess: async ({ outcome }) => {
      if (outcome === 'recorded' || outcome === 'duplicate')
        await queries.invalidateQueries({ queryKey: [REJECTIONS] });
    },
  });
}

function Edit({ rejection: { rejectionId, original } }: { readonly rejection: Rejection }) {
  const { t } = useWords();
  const [repaired, setRepaired] = useState(original);
  const unchanged = repaired === original;
  const resend = useResend(rejectionId);
  return (
    <>
      <Input.TextArea
        aria-label={t('intake.repair')}
        className="original"
        value={repaired}
        onChange={({ target }) => setRepaired(target.value)}
        autoSize={{ minRows: 12, maxRows: 28 }}
        spellCheck={false}
      />
      <div className="buttons">
        <Button
          type="primary"
          loading={resend.isPending}
          disabled={unchanged}
          onClick={() => resend.mutate(repaired)}
        >
          {t('intake.resend')}
        </Button>
        <Button onClick={() => setRepaired(laidOut(repaired))}>{t('intake.layOut')}</Button>
        <Button disabled={unchanged} onClick={() => setRepaired(original)}>
          {t('intake.reset')}
        </Button>
      </div>
      {resend.error && <ProblemNotice problem={resend.error} />}
      {resend.data && <Resent result={resend.data} />}
    </>
  );
}

function Resent({ result }: { readonly result: IntakeResult }) {
  const { t, pick } = useWords();
  if (result.outcome === 'recorded' || result.outcome === 'duplicate')
    return (
      <Alert
        type="success"
        role="status"
        title={t(result.outcome === 'recorded' ? 'intake.resent' : 'intake.resentDuplicate')}
        description={result.eventId && <Link to={`/events/${result.eventId}`}>{result.eventId}</Link>}
      />
    );
  return (
    <Alert
      type="warning"
      role="alert"
      title={t('intake.stillRejected')}
      description={
        <>
          <p>{result.problem && pick(result.problem)}</p>
          <ul>
            {result.problem?.errors?.map(({ path, message }) => (
              <li key={path + message}>
                <code>{path}</code> {message}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}

function Dismiss({ rejectionId }: Pick<Rejection, 'rejectionId'>) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const dismiss = useMutation({
    mutationFn: () => ask(`/intake/rejections/${rejectionId}/dismiss`, { method: 'POST', body: { reason } }),
    onSuccess: () =>
      Promise.all(['rejection', REJECTIONS].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
  return (
    <>
      <div className="dismiss">
        <Input
          aria-label={t('intake.dismissReason')}
          placeholder={t('intake.dismissReason')}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <Button disabled={reason.trim() === ''} loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
          {t('intake.dismiss')}
        </Button>
      </div>
      {dismiss.error && <ProblemNotice problem={dismiss.error} />}
    </>
  );
}
