import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OfficialRecord } from '../api';
import { useAppearance, useCompact } from '../app/appearance';
import { Chart } from '../parts/chart';
import { DAY, shownTime } from '../parts/instant';
import { palettes, sizes } from '../theme';
import { tooltipElement } from '../timeline/tooltip';
import { useWords } from '../words';
import { recordLayout } from './record-layout';
import type { RecordLayout } from './record-layout';
import { recordOption } from './record-option';

interface Shown {
  readonly record: OfficialRecord;
  readonly today: number;
}

const clamp = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));

const heightOf = ({ from, to }: RecordLayout) =>
  clamp(sizes.recordLeast, ((to - from) / (30 * DAY)) * sizes.monthHeight, sizes.recordMost);

/** Owed left, done right, along the posts held; the lists below say the same. */
export function RecordPicture({ record, today }: Shown) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [width, setWidth] = useState<number>(sizes.page);
  const layout = useMemo(() => {
    const rough = recordLayout(record, today, 0);
    return recordLayout(record, today, ((rough.to - rough.from) / heightOf(rough)) * sizes.mark * 2);
  }, [record, today]);
  const height = heightOf(layout);
  const option = useRecordOption(layout, width);
  const open = ({ seriesId, dataIndex }: { readonly seriesId: string; readonly dataIndex: number }) => {
    const eventId = eventOf(layout, seriesId, dataIndex);
    if (eventId) void navigate(`/events/${eventId}`);
  };
  return (
    <>
      <Chart
        option={option}
        height={height}
        label={t('official.pictureLabel', {
          owed: record.owed.length,
          done: record.done.length,
          posts: record.posts.length,
        })}
        onWidth={setWidth}
        on={{ click: open }}
      />
      {layout.earlier > 0 && <p className="caption">{t('official.earlier', { count: layout.earlier })}</p>}
    </>
  );
}

function eventOf({ owed, done, posts }: RecordLayout, layer: string, index: number): string | undefined {
  if (layer === 'owed') return owed[index]?.owed.eventIds.at(-1);
  if (layer === 'done') return done[index]?.act.eventId;
  return layer === 'posts' ? posts[index]?.post.eventId : undefined;
}

function useRecordOption(layout: RecordLayout, width: number) {
  const { t } = useWords();
  const { mode } = useAppearance();
  const compact = useCompact();
  const told = useTold(layout);
  return useMemo(
    () =>
      recordOption(layout, {
        half: Math.max(1, (width - sizes.axisLabel - sizes.unit) / 2),
        compact,
        palette: palettes[mode],
        tooltip: told,
        owedWord: t('official.owed'),
        doneWord: t('official.done'),
        kindWord: (kind) => t(`actKind.${kind}`),
      }),
    [layout, width, compact, mode, told, t],
  );
}

/** What the pointer is told about each thing. */
function useTold({ owed, done, posts }: RecordLayout) {
  const { t, pick } = useWords();
  return useMemo(
    () =>
      (layer: string, index: number): HTMLElement | string => {
        const span = layer === 'owed' ? owed[index]?.owed : undefined;
        if (span)
          return tooltipElement([
            `${t(`owedState.${span.state}`)} · ${t(`owedKind.${span.kind}`)} · ${span.facilityId}`,
            pick(span.basis),
            `${t('official.dueOn')} ${span.dueOn} · ${t('official.doneAt')} ${shownTime(span.doneAt)}`,
            ...(span.daysLate ? [t('official.daysLate', { days: span.daysLate })] : []),
          ]);
        const act = layer === 'done' ? done[index]?.act : undefined;
        if (act) return tooltipElement([t(`actKind.${act.kind}`), pick(act), shownTime(act.occurredAt)]);
        const post = layer === 'posts' ? posts[index]?.post : undefined;
        return post
          ? tooltipElement([
              post.title ?? post.postId,
              `${post.from} – ${post.to ?? t('official.stillHeld')}`,
            ])
          : '';
      },
    [owed, done, posts, t, pick],
  );
}
