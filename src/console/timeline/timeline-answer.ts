import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { TimelineEntry, TimelinePage } from '../api';
import { ask } from '../app/ask';
import type { Query } from '../app/ask';

const PAGE = 200;
/** Read without being asked; what is older than this many entries waits for a word. */
const READ_AT_ONCE = 2_000;

/** All entries of a facility, newest first, page after page, and how far that has come. */
export function useTimeline(facilityId: string, asOf: Query | null, enabled = true) {
  const [stopped, setStopped] = useState(false);
  const [wanted, setWanted] = useState(READ_AT_ONCE);
  const query = useInfiniteQuery({
    queryKey: ['timeline', facilityId, asOf],
    queryFn: ({ pageParam, signal }) =>
      ask<TimelinePage>(`/facilities/${encodeURIComponent(facilityId)}/timeline`, {
        query: { limit: PAGE, cursor: pageParam, order: 'newest', ...asOf },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    enabled,
  });
  const pages = query.data?.pages;
  const entries = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages]);
  const goOn =
    query.hasNextPage && !query.isFetching && !stopped && !query.isError && entries.length < wanted;
  const { fetchNextPage } = query;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);
  return {
    query,
    entries: entries as readonly TimelineEntry[],
    first: pages?.[0],
    reading: query.isFetchingNextPage || goOn,
    hasEarlier: query.hasNextPage,
    stop: () => setStopped(true),
    readEarlier: () => {
      setStopped(false);
      setWanted(entries.length + READ_AT_ONCE);
    },
  };
}
