import { addDays, workingDayFrom } from '#rulebook';
import { instantOf } from './clock-face.js';
import type { CloudEvent, SpoiltCloudEvent } from './cloud-event.js';
import { plans, withData } from './mistakes.js';

/** Records that must not enter history, sent by an account on a day. `code` is the refusal they meet. */
export interface Spoilt {
  readonly recordedAt: string;
  readonly by: string;
  readonly code: string;
  readonly cloudEvent: SpoiltCloudEvent;
}

/** A record of the city that was right, and who sent it: the mould of a wrong one. */
export interface Mould {
  readonly cloudEvent: CloudEvent;
  readonly by: string;
}

const wrongSender: Readonly<Record<string, string>> = {
  'intake/not-your-region': 'fire-clerk-lanshan',
  'intake/beyond-powers': 'approval-system',
};

/** Each is made of a right record of its department from before that day, under a number of its own. */
export function badRecords(until: string, moulds: readonly (Mould & { recordedAt: string })[]): Spoilt[] {
  const spoilt = plans.map(([days, type, department, code, spoil], turn): Spoilt => {
    const recordedAt = instantOf(workingDayFrom(addDays(until, -days)), 22 * 60 + turn);
    const right = lastBefore(moulds, {
      type,
      department: department === 'ASB' ? 'FIRE' : department,
      recordedAt,
    });
    const wrong = spoil({ ...right.cloudEvent, id: `${right.cloudEvent.id}-spoilt-${turn}` }, until);
    return { recordedAt, by: wrongSender[code] ?? right.by, code, cloudEvent: wrong };
  });
  return [...spoilt, sameNumberOtherContent(until, moulds)];
}

/** The alarm: a record that stands already comes again under its number, and now says something else. */
function sameNumberOtherContent(until: string, moulds: readonly (Mould & { recordedAt: string })[]): Spoilt {
  const recordedAt = instantOf(workingDayFrom(addDays(until, -14)), 22 * 60 + 40);
  const { cloudEvent, by } = lastBefore(moulds, { type: 'HazardFound', department: 'PSB', recordedAt });
  const softened = withData(cloudEvent, (said) => ({
    ...said,
    gravity: 'minor',
    finding: '现场已整改，情节轻微',
  }));
  return { recordedAt, by, code: 'intake/id-conflict', cloudEvent: softened };
}

function lastBefore(
  moulds: readonly (Mould & { recordedAt: string })[],
  wanted: { type: string; department: string; recordedAt: string },
): Mould {
  const found = moulds.findLast(
    ({ cloudEvent, recordedAt }) =>
      cloudEvent.type === wanted.type &&
      cloudEvent.youandepartment === wanted.department &&
      recordedAt < wanted.recordedAt,
  );
  if (found === undefined) throw new Error(`nothing to spoil: ${wanted.department} ${wanted.type}`);
  return found;
}
