import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type AddressChange = Readonly<Record<string, string | readonly string[] | null>>;

/** The state of a page, kept in its address: a link shows a colleague the same view, and Back undoes one step. */
export interface Address {
  readonly get: (name: string) => string | null;
  readonly all: (name: string) => readonly string[];
  readonly has: (...names: readonly string[]) => boolean;
  /** `null` and empty lists leave the address. `replace` is for what Back should not repeat (dragging, typing). */
  readonly change: (changes: AddressChange, how?: 'push' | 'replace') => void;
}

export function changed(params: URLSearchParams, changes: AddressChange): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    const values = value === null ? [] : typeof value === 'string' ? [value] : value;
    values.filter((one) => one !== '').forEach((one) => next.append(name, one));
  }
  return next;
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
