import type { EventStore, PolicyEntry, Scribe } from '#kernel';
import { rectificationPolicy } from '#rectification';

/** What a policy's commands are carried out on. */
export interface PolicyDesk {
  readonly store: EventStore;
  readonly scribe: Scribe;
}

/** Every policy of the house with whoever carries out its commands. */
export const policiesOver = (desk: PolicyDesk): readonly PolicyEntry[] => [rectificationPolicy(desk)];
