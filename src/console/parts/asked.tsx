import { useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words';
import { Empty } from './empty';
import type { EmptyWords } from './empty';
import { ProblemNotice } from './problem-notice';
import { Waiting } from './waiting';

interface Shown<Answer> {
  readonly query: UseQueryResult<Answer, Error>;
  readonly isEmpty?: (answer: Answer) => boolean;
  readonly empty?: EmptyWords;
  readonly children: (answer: Answer) => ReactNode;
}

/** One question to the platform and what is shown while it is open, when it failed, when nothing is there. */
export function Asked<Answer>({ query, isEmpty, empty, children }: Shown<Answer>) {
  const queries = useQueryClient();
  const { t } = useWords();
  const [stopped, setStopped] = useState(false);
  const again = () => {
    setStopped(false);
    void query.refetch();
  };
  const stop = () => {
    setStopped(true);
    void queries.cancelQueries();
  };
  if (query.isError) return <ProblemNotice problem={query.error} onRetry={again} />;
  if (stopped) return <Empty title={t('state.stopped')} action={{ words: t('state.retry'), onDo: again }} />;
  if (query.data === undefined) return <Waiting onStop={stop} />;
  if (empty && isEmpty?.(query.data)) return <Empty {...empty} />;
  return children(query.data);
}
