import {
  HazardRectified,
  RectificationExtended,
  RectificationOpened,
  RectificationOrdered,
  RectificationVerified,
} from '#contracts';
import type { Hazard, RectificationEvent } from '#contracts';
import { refuse, type Decider } from '#kernel';
import type { RectificationCommand } from './rectification.commands.js';
import type { RectificationRefusal } from './rectification.refusals.js';

/**
 * 整改: what became of one hazard. Dates of the documents decide what came later, not the order in which
 * facts of
 * departments' systems arrive in the stream.
 */
export interface Rectification {
  readonly hazard: Hazard | undefined;
  readonly followed: boolean;
  /** The order in force: its day, and the day it gives by now. */
  readonly order: { readonly orderedOn: string; readonly dueOn: string } | undefined;
  /** The latest look of a department, and what it saw. */
  readonly look: { readonly on: string; readonly settled: boolean } | undefined;
}

type Decision = readonly RectificationEvent[] | RectificationRefusal;
type Command<Kind extends RectificationCommand['kind']> = Extract<RectificationCommand, { kind: Kind }>;

function decide(command: RectificationCommand, state: Rectification): Decision {
  const { hazardId, department } = command;
  const hazard = command.found ?? state.hazard;
  if (hazard === undefined) return refuse('rectification/unknown-hazard', { hazardId });
  if (hazard.department !== department)
    return refuse('rectification/another-departments-hazard', { department: hazard.department });
  if (command.kind === 'open')
    return state.followed
      ? refuse('rectification/already-followed', { hazardId })
      : [RectificationOpened({ ...hazard, ...command.following })];
  if (state.look?.settled) return refuse('rectification/already-put-right', { hazardId });
  switch (command.kind) {
    case 'order':
      return order(command, state, hazard);
    case 'extend':
      return extend(command, state, hazard);
    case 'rectify':
      return [HazardRectified({ ...hazard, ...command.cure })];
    case 'verify':
      return verify(command, state, hazard);
  }
}

function order({ order: said }: Command<'order'>, state: Rectification, hazard: Hazard): Decision {
  const { orderedOn, dueOn, recheckBy } = said;
  if (runs(state)) return refuse('rectification/already-ordered', { dueOn: state.order!.dueOn });
  if (dueOn < orderedOn) return refuse('rectification/due-before-order', { dueOn, orderedOn });
  if (recheckBy < dueOn) return refuse('rectification/recheck-before-due', { recheckBy, dueOn });
  return [RectificationOrdered({ ...hazard, ...said })];
}

/** An order runs until a department looked again: seen not put right, the next order may follow. */
const runs = ({ order: ordered, look }: Rectification) =>
  ordered !== undefined && (look === undefined || look.on < ordered.orderedOn);

function extend({ extension }: Command<'extend'>, state: Rectification, hazard: Hazard): Decision {
  const { dueOn, recheckBy } = extension;
  if (!runs(state)) return refuse('rectification/not-ordered');
  const before = state.order!.dueOn;
  if (dueOn <= before) return refuse('rectification/not-later', { dueOn, before });
  if (recheckBy < dueOn) return refuse('rectification/recheck-before-due', { recheckBy, dueOn });
  return [RectificationExtended({ ...hazard, ...extension })];
}

function verify({ look }: Command<'verify'>, { order: ordered }: Rectification, hazard: Hazard): Decision {
  const { verifiedOn } = look;
  if (ordered !== undefined && verifiedOn < ordered.orderedOn)
    return refuse('rectification/looked-before-order', { verifiedOn, orderedOn: ordered.orderedOn });
  return [RectificationVerified({ ...hazard, ...look })];
}

function evolve(state: Rectification, event: RectificationEvent): Rectification {
  const { hazardId, facilityId, department } = event.data;
  const known = { ...state, hazard: state.hazard ?? { hazardId, facilityId, department } };
  switch (event.type) {
    case 'RectificationOpened':
      return { ...known, followed: true };
    case 'RectificationOrdered': {
      const { orderedOn, dueOn } = event.data;
      const later = state.order === undefined || orderedOn >= state.order.orderedOn;
      return later ? { ...known, order: { orderedOn, dueOn: latest(dueOn, state.order?.dueOn) } } : known;
    }
    case 'RectificationExtended': {
      const { dueOn } = event.data;
      // An extension may arrive before its order; then only its day is known.
      const { orderedOn = '', dueOn: before } = state.order ?? {};
      return { ...known, order: { orderedOn, dueOn: latest(dueOn, before) } };
    }
    case 'HazardRectified': {
      const { rectifiedOn, when } = event.data;
      return when === 'on-the-spot' ? looked(known, { on: rectifiedOn, settled: true }) : known;
    }
    case 'RectificationVerified': {
      const { verifiedOn, outcome } = event.data;
      return looked(known, { on: verifiedOn, settled: outcome === 'rectified' });
    }
  }
}

const latest = (day: string, other: string | undefined) => (other !== undefined && other > day ? other : day);
const looked = (state: Rectification, look: NonNullable<Rectification['look']>): Rectification =>
  state.look !== undefined && state.look.on > look.on ? state : { ...state, look };

export const rectification: Decider<
  Rectification,
  RectificationCommand,
  RectificationEvent,
  RectificationRefusal
> = {
  initial: { hazard: undefined, followed: false, order: undefined, look: undefined },
  decide,
  evolve,
};
