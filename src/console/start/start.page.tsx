import { useQuery } from '@tanstack/react-query';
import type { Figures } from '../api';
import { ask } from '../app/ask';
import { Asked } from '../parts/asked';
import { shownTime } from '../parts/instant';
import { useWords } from '../words';
import { ByDepartment } from './by-department';
import { ByMonth } from './by-month';
import { ByRegion } from './by-region';
import { ChangedSince } from './changed-since';
import { KeyFigures } from './key-figures';
import { NeedsToday } from './needs-today';
import { SilentSources } from './silent-sources';

/** Three answers without a click: what needs me, what changed, what is silent; then the city's figures. */
export function Component() {
  const { t } = useWords();
  const figures = useQuery({
    queryKey: ['figures'],
    queryFn: ({ signal }) => ask<Figures>('/figures', { signal }),
  });
  return (
    <>
      <h1>
        {t('start.title')} <small>{shownTime(new Date().toISOString())}</small>
      </h1>
      <Asked query={figures}>{(answer) => <Answered figures={answer} />}</Asked>
    </>
  );
}

function Answered({ figures }: { readonly figures: Figures }) {
  const { t } = useWords();
  return (
    <>
      <div className="three-questions">
        <NeedsToday items={figures.needsAttention} />
        <ChangedSince items={figures.changed} position={figures.position} />
        <SilentSources items={figures.silent} />
      </div>
      <h2>
        {t('start.figures')}{' '}
        <small>
          {t('state.asOf', {
            at: figures.asOf,
            position: figures.position,
          })}
        </small>
      </h2>
      <KeyFigures figures={figures} />
      <div className="two-columns">
        <ByRegion regions={figures.byRegion} />
        <div>
          <ByMonth months={figures.byMonth} />
          <ByDepartment departments={figures.inspectionsLast30Days} since={figures.inspectionsSince} />
        </div>
      </div>
    </>
  );
}
