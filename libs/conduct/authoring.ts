import type { Caller } from '#authority';
import { Refused, refuse, type Authored } from '#kernel';
import { randomUUID } from 'node:crypto';

const CLOCKS_DIFFER_MS = 5 * 60_000;
const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * The name of a command: the caller's own key, so that sending it again changes nothing, or a new one. Keys
 * of two
 * accounts never meet.
 */
export function commandIdFor(caller: Caller, key: string | undefined): string {
  if (key === undefined) return randomUUID();
  if (!KEY.test(key)) throw new Refused(refuse('conduct/key-malformed'));
  return `${caller.account}:${key}`;
}

/** Who said it, for whom, when in the world. Throws `conduct/not-yet-happened`. */
export function authoredBy(caller: Caller, { commandId, occurredAt, region }: Authoring): Authored {
  const at = new Date(occurredAt);
  if (at.getTime() > Date.now() + CLOCKS_DIFFER_MS)
    throw new Refused(refuse('conduct/not-yet-happened', { occurredAt }));
  const { account: actor, department } = caller;
  return {
    commandId,
    occurredAt: at.toISOString().replace('.000Z', 'Z'),
    meta: { actor, department, region },
  };
}

interface Authoring {
  readonly commandId: string;
  readonly occurredAt: string;
  readonly region: string;
}
