import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { changed } from './address-change';
import type { AddressChange } from './address-change';

/**
 * The state of a page, kept in its address: a link shows a colleague the same view, and Back undoes
 * one step.
 */
export interface Address {
  readonly get: (name: string) => string | null;
  readonly all: (name: string) => readonly string[];
  readonly has: (...names: readonly string[]) => boolean;
  /** `null` and empty lists leave the address. `replace` is for what Back should not repeat (dragging, typing). */
  readonly change: (changes: AddressChange, how?: 'push' | 'replace') => void;
}

export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: AddressChange, how: 'push' | 'replace' = 'push') =>
      setParams((now) => changed(now, changes), { replace: how === 'replace', preventScrollReset: true }),
    [setParams],
  );
  return {
    get: (name) => params.get(name),
    all: (name) => params.getAll(name),
    has: (...names) => names.some((name) => params.has(name)),
    change,
  };
}
