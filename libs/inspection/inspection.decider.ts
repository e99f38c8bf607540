import { HazardFound, InspectionClosed, InspectionOpened } from '#contracts';
import type { InspectionEvent, RectificationEvent, Visit } from '#contracts';
import { refuse, type Decider } from '#kernel';
import type { InspectionCommand } from './inspection.commands.js';
import type { InspectionRefusal } from './inspection.refusals.js';

/**
 * 监督检查: assigned perhaps, open, closed. Facts of departments' systems come into the same stream in any
 * order, so what
 * came first is never assumed: a visit that is closed stays closed when its opening arrives afterwards.
 */
export interface Inspection {
  readonly status: 'absent' | 'assigned' | 'open' | 'closed';
  readonly visit: Visit | undefined;
  readonly hazards: readonly string[];
  readonly graveHazards: readonly string[];
}

type Decision = readonly InspectionEvent[] | InspectionRefusal;
type Command<Kind extends InspectionCommand['kind']> = Extract<InspectionCommand, { kind: Kind }>;

function decide(command: InspectionCommand, inspection: Inspection): Decision {
  if (command.kind === 'open') return open(command, inspection);
  const { inspectionId, department } = command;
  const { status, visit } = inspection;
  if (visit === undefined) return refuse('inspection/unknown', { inspectionId });
  if (visit.department !== department)
    return refuse('inspection/another-departments', { department: visit.department });
  if (status === 'assigned') return refuse('inspection/not-opened', { inspectionId });
  if (status === 'closed') return refuse('inspection/already-closed', { inspectionId });
  return command.kind === 'close' ? close(command, inspection, visit) : find(command, inspection, visit);
}

function open({ opening, holders }: Command<'open'>, { status, visit }: Inspection): Decision {
  const { inspectionId, department } = opening;
  if (status === 'closed') return refuse('inspection/already-closed', { inspectionId });
  if (status === 'open') return refuse('inspection/already-opened', { inspectionId });
  if (visit !== undefined && visit.department !== department)
    return refuse('inspection/another-departments', { department: visit.department });
  if (visit !== undefined && visit.facilityId !== opening.facilityId)
    return refuse('inspection/assigned-elsewhere', { inspectionId, facilityId: visit.facilityId });
  // 行政处罚法 §42: no fewer than two, and the same person twice is one.
  const present = new Set(holders.map(({ officialId }) => officialId)).size;
  if (present < 2) return refuse('inspection/two-officers-required', { present: String(present) });
  return [InspectionOpened(opening)];
}

function find({ finding }: Command<'find-hazard'>, { hazards }: Inspection, visit: Visit): Decision {
  const { hazardId } = finding;
  if (hazards.includes(hazardId)) return refuse('inspection/hazard-already-found', { hazardId });
  return [HazardFound({ ...visit, ...finding })];
}

function close(command: Command<'close'>, { graveHazards }: Inspection, visit: Visit): Decision {
  const { closing, settled, standing } = command;
  // A pass with a grave hazard still open is how an accident gets signed off in advance. Opinion §13 makes
  // officials
  // answer for exactly that, so the sentence cannot be said at all; nor over a hazard that the same
  // department found before and nobody has looked at since (安全生产法 §65).
  const hazardId = graveHazards.find((id) => !settled.includes(id)) ?? standing[0];
  if (closing.verdict === 'passed' && hazardId !== undefined)
    return refuse('inspection/hazard-still-open', { hazardId });
  return [InspectionClosed({ ...visit, ...closing })];
}

function evolve(inspection: Inspection, event: InspectionEvent): Inspection {
  const { inspectionId, facilityId, department } = event.data;
  const visit = { inspectionId, facilityId, department };
  const { status } = inspection;
  switch (event.type) {
    case 'InspectionAssigned':
      return {
        ...inspection,
        visit: inspection.visit ?? visit,
        status: status === 'absent' ? 'assigned' : status,
      };
    case 'InspectionOpened':
      return { ...inspection, visit, status: status === 'closed' ? status : 'open' };
    case 'InspectionClosed':
      return { ...inspection, visit, status: 'closed' };
    case 'HazardFound': {
      const { hazardId, gravity } = event.data;
      const begun = status === 'closed' ? status : 'open';
      const known = {
        ...inspection,
        visit,
        status: begun,
        hazards: [...inspection.hazards, hazardId],
      } as const;
      return gravity === 'grave' ? { ...known, graveHazards: [...inspection.graveHazards, hazardId] } : known;
    }
  }
}

export const inspection: Decider<Inspection, InspectionCommand, InspectionEvent, InspectionRefusal> = {
  initial: { status: 'absent', visit: undefined, hazards: [], graveHazards: [] },
  decide,
  evolve,
};

/**
 * Whether a hazard's own stream says it is put right: the latest look decides, and only a department's look
 * counts.
 */
export function isSettled(told: readonly RectificationEvent[]): boolean {
  let [on, settled] = ['', false];
  for (const { type, data } of told) {
    const look =
      type === 'RectificationVerified'
        ? { on: data.verifiedOn, settled: data.outcome === 'rectified' }
        : type === 'HazardRectified' && data.when === 'on-the-spot'
          ? { on: data.rectifiedOn, settled: true }
          : undefined;
    if (look !== undefined && look.on >= on) ({ on, settled } = look);
  }
  return settled;
}
