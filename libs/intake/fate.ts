import { refuse, type NewEvent } from '#kernel';
import { aboutAndOf } from './about.js';
import type { Landing, Ready } from './append.js';
import type { Admitted, Read } from './checks.js';
import type { Door, IntakeResult, RawRecord, Rejection } from './record.js';
import { rejectionIdOf, type Kept } from './rejections.adapter.js';
import type { Sender } from './sender.js';
import { worded } from './wording.js';

/** The fate of one record so far. */
export type Fate =
  { readonly admitted: Admitted; readonly landing?: Landing } | { readonly rejection: Rejection };

/** A delivery as a door handed it over. */
export interface Received {
  readonly records: readonly RawRecord[];
  readonly sender: Sender;
  readonly door: Door;
}

export function facilitiesIn(opened: readonly Read[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const one of opened) {
    if (!('envelope' in one)) continue;
    const { facilityId } = one.envelope.data as { facilityId?: unknown };
    if (typeof facilityId === 'string') ids.add(facilityId);
  }
  return ids;
}

/** What passed every check and of which it is not known yet what became of it. */
export function toWrite(fates: readonly Fate[]): { readonly index: number; readonly admitted: Admitted }[] {
  const open: { index: number; admitted: Admitted }[] = [];
  fates.forEach((fate, index) => {
    if ('admitted' in fate && fate.landing === undefined) open.push({ index, admitted: fate.admitted });
  });
  return open;
}

const REGISTRATION = 'FacilityRegistered';
export function note(registered: Map<string, string>, { envelope }: Admitted): void {
  if (envelope.contract.type !== REGISTRATION) return;
  const { facilityId } = envelope.data as { facilityId: string };
  if (!registered.has(facilityId)) registered.set(facilityId, envelope.region);
}

export function registrationsOf(
  fates: readonly Fate[],
  landed: ReadonlyMap<number, Landing>,
): Map<string, string> {
  const registered = new Map<string, string>();
  fates.forEach((fate, index) => {
    const landing = landed.get(index);
    if ('admitted' in fate && landing && landing.outcome !== 'alarm') note(registered, fate.admitted);
  });
  return registered;
}

export function readyFor({ envelope }: Admitted, event: NewEvent, index: number): Ready {
  const stream = envelope.contract.stream(envelope.data);
  const { facilityId } = envelope.data as { facilityId?: string };
  return { index, stream, chain: facilityId ?? stream, event };
}

export const isAbout = ({ envelope: { contract, data } }: Admitted, subject: string) =>
  contract.personal.some((personal) => personal.subject(data) === subject);

/**
 * The record as it could be sent, but for whoever asked to be forgotten: nobody keeps their words in a list.
 */
export function withoutPersons({ envelope }: Admitted): Buffer {
  const { id, source, contract, occurredAt, region, department, data } = envelope;
  const persons = new Set<string>(contract.personal.map(({ field }) => field));
  const rest = Object.entries(data as object).filter(([field]) => !persons.has(field));
  const attributes = { specversion: '1.0', id, source, type: contract.type, time: occurredAt };
  const said = { youanregion: region, youandepartment: department, data: Object.fromEntries(rest) };
  return Buffer.from(JSON.stringify({ ...attributes, ...said }));
}

export const conflicting = ({ envelope }: Admitted): Rejection => {
  const { source, id } = envelope;
  return { step: 'identity', refusal: refuse('intake/id-conflict', { source, id }), ...aboutAndOf(envelope) };
};

export function taken(index: number, { envelope, draft }: Admitted, landing: Landing): IntakeResult {
  const { outcome } = landing;
  const position = 'position' in landing ? String(landing.position) : '0';
  return { index, id: envelope.id, outcome, eventId: draft.eventId, position };
}

export function turnedAway(index: number, kept: Kept): IntakeResult {
  const { refusal, errors, sourceId } = kept.rejection;
  const outcome = refusal.code === 'intake/id-conflict' ? 'alarm' : 'rejected';
  const rejectionId = rejectionIdOf(kept);
  return { index, id: sourceId ?? null, outcome, rejectionId, problem: worded(refusal, errors) };
}

export const unknown = (index: number, id: string | null): IntakeResult => ({
  index,
  id,
  outcome: 'unknown',
  problem: worded(refuse('intake/outcome-unknown')),
});
