import { useMemo } from 'react';
import { workingDaysLate } from '../parts/calendar';
import { dayOf, shownDay, shownTime } from '../parts/instant';
import { useWords } from '../words';
import { delayInDays } from './marks';
import type { TooltipWords } from './tooltip';

/** What the pointer is told about an entry, a count, a late bar. */
export function useTooltipWords(): TooltipWords {
  const { t, pick } = useWords();
  return useMemo(
    () => ({
      spot: ({ marks, at, to }) => {
        const [mark] = marks;
        if (marks.length > 1)
          return [
            t('timeline.count', { count: marks.length }),
            `${shownDay(dayOf(at))} – ${shownDay(dayOf(to))}`,
          ];
        return [
          pick(mark!.entry),
          `${t('timeline.occurredAt')} ${shownTime(mark!.entry.occurredAt)}`,
          `${t('timeline.recordedAt')} ${shownTime(mark!.entry.recordedAt)}`,
          ...(mark!.tailed ? [t('timeline.delay', { days: delayInDays(mark!) })] : []),
        ];
      },
      bar: ({ dueOn, doneAt, to }) => [
        doneAt === null
          ? t('timeline.lateOpen', { days: workingDaysLate(dueOn, null, to) })
          : t('timeline.lateDone', { days: workingDaysLate(dueOn, doneAt, to) }),
        `${t('timeline.due')} ${dueOn}`,
        `${t('timeline.done')} ${shownTime(doneAt)}`,
      ],
    }),
    [t, pick],
  );
}
