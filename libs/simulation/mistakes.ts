import { addDays } from '#rulebook';
import type { CloudEvent, SpoiltCloudEvent } from './cloud-event.js';

type Spoil = (right: CloudEvent, until: string) => SpoiltCloudEvent;
type Plan = readonly [daysBefore: number, type: string, department: string, code: string, spoil: Spoil];

/** The record with other data. */
export const withData = (
  right: CloudEvent,
  change: (said: Record<string, unknown>) => unknown,
): SpoiltCloudEvent => ({
  ...right,
  data: change(right.data as Record<string, unknown>),
});
const renamed = ({ clause, ...rest }: Record<string, unknown>) => ({ ...rest, clauseText: clause });

/** What goes wrong between systems, as it does: one mistake each, on its own day. */
export const plans: readonly Plan[] = [
  [
    44,
    'HazardFound',
    'MSA',
    'intake/facility-elsewhere',
    (right) => ({ ...right, youanregion: right.youanregion === '371326' ? '371325' : '371326' }),
  ],
  [
    34,
    'InspectionOpened',
    'FIRE',
    'intake/not-your-region',
    (right) => ({ ...right, youanregion: '371323' }),
  ],
  [37, 'HazardFound', 'FIRE', 'intake/data-malformed', (right) => withData(right, renamed)],
  [31, 'HazardFound', 'FIRE', 'intake/data-malformed', (right) => withData(right, renamed)],
  [
    27,
    'InspectionOpened',
    'PSB',
    'intake/in-the-future',
    (right, until) => ({ ...right, time: `${addDays(until, 97)}T02:00:00Z` }),
  ],
  [
    23,
    'InspectionClosed',
    'HC',
    'intake/department-contradicts',
    (right) => withData(right, (said) => ({ ...said, department: 'FIRE' })),
  ],
  [
    19,
    'PenaltyDecided',
    'MSA',
    'intake/data-malformed',
    (right) => withData(right, (said) => ({ ...said, decidedOn: '2026/3/9' })),
  ],
  [
    16,
    'InspectionOpened',
    'FIRE',
    'intake/envelope-malformed',
    (right) => ({ ...right, youanregion: '370102' }),
  ],
  [
    12,
    'InspectionClosed',
    'EMB',
    'intake/unknown-type',
    (right) => ({ ...right, type: 'InspectionFinished' }),
  ],
  [
    9,
    'RectificationOrdered',
    'HC',
    'intake/impossible-date',
    (right) => withData(right, (said) => ({ ...said, dueOn: '2026-02-30' })),
  ],
  [
    6,
    'ComplaintReceived',
    'MSA',
    'intake/not-your-department',
    (right) => ({ ...right, youandepartment: 'PSB' }),
  ],
  [
    3,
    'RectificationOrdered',
    'ASB',
    'intake/beyond-powers',
    (right) => ({ ...right, youandepartment: 'ASB', source: 'urn:lxc:approval' }),
  ],
];
