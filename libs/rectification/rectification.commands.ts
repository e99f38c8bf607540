import type { Hazard, RectificationEvent } from '#contracts';
import type { DataOf } from '#kernel';

type Said<T extends RectificationEvent['type']> = Omit<DataOf<RectificationEvent, T>, keyof Hazard>;

/**
 * What is done about one hazard. `department` is whose officer speaks; `found` is the finding's own word,
 * looked up.
 */
export type RectificationCommand = {
  readonly hazardId: string;
  readonly department: string;
  readonly found: Hazard | undefined;
} & (
  | ({ readonly kind: 'open' } & { readonly following: Said<'RectificationOpened'> })
  | ({ readonly kind: 'order' } & { readonly order: Said<'RectificationOrdered'> })
  | ({ readonly kind: 'extend' } & { readonly extension: Said<'RectificationExtended'> })
  | ({ readonly kind: 'rectify' } & { readonly cure: Said<'HazardRectified'> })
  | ({ readonly kind: 'verify' } & { readonly look: Said<'RectificationVerified'> })
);
