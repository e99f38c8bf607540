import { Button } from 'antd';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '../api';
import { useWords } from '../words';
import { Asked } from './asked';
import type { EmptyWords } from './empty';

interface Shown<Item> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Item>>, Error>;
  readonly empty: EmptyWords;
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** A list that comes in pages: what was read, what was withheld, and a button for more. */
export function MorePages<Item>({ query, empty, children }: Shown<Item>) {
  const { t } = useWords();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return (
    <Asked query={query as never} isEmpty={isEmpty<Item>} empty={empty}>
      {({ pages }: InfiniteData<Page<Item>>) => {
        const items = pages.flatMap((page) => page.items);
        const total = pages[0]?.total ?? null;
        const readSoFar = (count: number) => {
          if (!hasNextPage) return t('state.total', { count });
          return total === null ? t('state.loaded', { count }) : t('state.loadedOf', { count, total });
        };
        const withheld = pages.reduce((sum, page) => sum + (page.withheld ?? 0), 0);
        return (
          <>
            {children(items)}
            <p className="caption list-foot">
              <span>{readSoFar(items.length)}</span>
              {withheld > 0 && <span>{t('state.withheld', { count: withheld })}</span>}
              {hasNextPage && (
                <Button size="small" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  {t('state.more')}
                </Button>
              )}
            </p>
          </>
        );
      }}
    </Asked>
  );
}

const isEmpty = <Item,>({ pages }: InfiniteData<Page<Item>>) =>
  pages.every(({ items }) => items.length === 0);
