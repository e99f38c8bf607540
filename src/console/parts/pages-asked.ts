import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '../api';
import type { Address } from '../app/address';
import { ask } from '../app/ask';

/** A list of the platform page by page, narrowed by what the address says under these names. */
export function usePages<Item>(path: string, names: readonly string[], address: Address) {
  const query = Object.fromEntries(names.map((name) => [name, address.all(name)]));
  return useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<Item>>(path, { query: { ...query, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}
