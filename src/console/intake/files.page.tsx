import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { Link } from 'react-router';
import type { FileJob, FileJobs } from '../api';
import { ask } from '../app/ask';
import { may, useSession } from '../app/session';
import { Asked } from '../parts/asked';
import { Listed } from '../parts/listed';
import { ProblemNotice } from '../parts/problem-notice';
import { shownTime } from '../parts/instant';
import { useWords } from '../words';
import { Upload } from './upload';

const ASKED_AGAIN_MS = 1_000;

/** Files that departments bring: upload with a mapping, progress, stop and resume. */
export function Component() {
  const { t } = useWords();
  const columns = useColumns();
  const maySend = may(useSession(), 'intake/send');
  const jobs = useQuery({
    queryKey: ['files'],
    queryFn: ({ signal }) => ask<FileJobs>('/intake/files', { signal }),
    refetchInterval: ({ state }) =>
      state.data && state.data.items.some((job) => job.state === 'running') ? ASKED_AGAIN_MS : false,
  });
  return (
    <>
      <h1>{t('files.title')}</h1>
      <p className="quiet">{t('files.intro')}</p>
      {maySend && <Upload />}
      <Asked
        query={jobs}
        isEmpty={(answer) => answer.items.length === 0}
        empty={{ title: t('files.none'), how: t('files.noneHow') }}
      >
        {(answer) => (
          <Listed
            columns={columns}
            rows={answer.items}
            keyOf={({ jobId }) => jobId}
            label={t('files.title')}
          />
        )}
      </Asked>
    </>
  );
}

function useColumns(): ColumnsType<FileJob> {
  const { t } = useWords();
  return [
    { title: t('files.name'), key: 'name', className: 'whole', render: (_, job) => <Named job={job} /> },
    {
      title: t('files.progress'),
      key: 'progress',
      className: 'whole',
      width: '16em',
      render: (_, job) => <HowFar job={job} />,
    },
    { title: t('files.recorded'), key: 'recorded', width: '8em', render: (_, { recorded }) => recorded },
    {
      title: t('files.duplicates'),
      key: 'duplicates',
      width: '8em',
      render: (_, { duplicates }) => duplicates,
    },
    { title: t('files.rejected'), key: 'rejected', width: '8em', render: (_, job) => <SentBack job={job} /> },
    {
      title: t('files.startedAt'),
      key: 'started',
      width: '12em',
      render: (_, { startedAt }) => shownTime(startedAt),
    },
    {
      title: t('files.actions'),
      key: 'actions',
      width: '8em',
      render: (_, job) => <StopOrResume job={job} />,
    },
  ];
}

function Named({ job }: { readonly job: FileJob }) {
  return (
    <>
      {job.name}
      <div className="caption">
        {job.mapping} · {job.by}
      </div>
    </>
  );
}

function HowFar({ job: { rowsDone, rowsTotal, state, failure } }: { readonly job: FileJob }) {
  const { t, pick } = useWords();
  const percent = state === 'done' ? 100 : rowsTotal ? Math.floor((100 * rowsDone) / rowsTotal) : 0;
  const words = rowsTotal
    ? t('files.rows', { done: rowsDone, total: rowsTotal })
    : t('files.rowsSoFar', { done: rowsDone });
  return (
    <>
      <Progress percent={percent} showInfo={false} size="small" aria-label={words} />
      <div className="caption">
        {t(`fileState.${state}`)} · {words}
      </div>
      {failure && <div className="late-open">{pick(failure)}</div>}
    </>
  );
}

function SentBack({ job: { rejected, alarms } }: { readonly job: FileJob }) {
  const { t } = useWords();
  if (rejected + alarms === 0) return 0;
  return (
    <Link to="/intake/rejections?state=open">
      {rejected}
      {alarms > 0 && ` · ${t('files.alarms')} ${alarms}`}
    </Link>
  );
}

function StopOrResume({ job: { jobId, state } }: { readonly job: FileJob }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const turn = useMutation({
    mutationFn: (to: 'stop' | 'resume') => ask(`/intake/files/${jobId}/${to}`, { method: 'POST' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['files'] }),
  });
  if (turn.error) return <ProblemNotice problem={turn.error} />;
  if (state === 'done') return '—';
  const to = state === 'running' ? 'stop' : 'resume';
  return (
    <Button size="small" loading={turn.isPending} onClick={() => turn.mutate(to)}>
      {t(`files.${to}`)}
    </Button>
  );
}
