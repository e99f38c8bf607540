import type { StatusTurn } from './timeline.table.js';
import type { Status } from './facility-card.table.js';

/** An entry that changed whether the facility may operate. */
export interface Turning {
  readonly eventId: string;
  readonly statusTurn: StatusTurn;
  readonly caseId: string | null;
  readonly occurredAt: string;
}
export interface StatusBand {
  readonly status: Status;
  readonly from: string;
  readonly to: string | null;
  readonly eventId: string;
}

/**
 * The strip above the lanes: how the facility stood from when to when. `turnings` in the order of the
 * world.
 */
export function statusBands(turnings: readonly Turning[]): StatusBand[] {
  const bands: StatusBand[] = [];
  const stops = new Set<string | null>();
  let base: Status = 'unregistered';
  for (const { statusTurn, caseId, occurredAt: from, eventId } of turnings) {
    if (statusTurn === 'stopped') stops.add(caseId);
    else if (statusTurn === 'resumed') stops.delete(caseId);
    else base = after(base, statusTurn);
    const status = base !== 'closed' && stops.size > 0 ? 'suspended' : base;
    const last = bands.at(-1);
    if (status === (last?.status ?? 'unregistered')) continue;
    if (last !== undefined) bands[bands.length - 1] = { ...last, to: from };
    bands.push({ status, from, to: null, eventId });
  }
  return bands;
}

function after(base: Status, turn: 'registered' | 'filed' | 'unfiled' | 'closed'): Status {
  if (turn === 'closed') return 'closed';
  if (turn === 'filed') return base === 'closed' ? base : 'filed';
  // Told again that it is registered, a filed facility stays filed; a closed one opens anew.
  return turn === 'registered' && base === 'filed'
    ? base
    : base === 'closed' && turn === 'unfiled'
      ? base
      : 'registered';
}
