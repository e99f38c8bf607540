import { liesWithin } from '#contracts';
import { refuse } from '#kernel';
import type { Envelope } from './envelope.js';
import { maySay, powers } from './intake.powers.js';
import type { IntakeRefusal } from './intake.refusals.js';
import type { Sender } from './sender.js';

/** Whether this sender may say this, in this department's name, about this region. */
export function beyondAuthority(envelope: Envelope, sender: Sender): IntakeRefusal | undefined {
  const { department, region } = envelope;
  const { type } = envelope.contract;
  if (department !== sender.department)
    return refuse('intake/not-your-department', { department, own: sender.department });
  if (!liesWithin(region, sender.region))
    return refuse('intake/not-your-region', { region, own: sender.region });
  if (maySay(department, type)) return undefined;
  return refuse('intake/beyond-powers', { department, type, clause: powers[type]?.clause ?? '–' });
}
