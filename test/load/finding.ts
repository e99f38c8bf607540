import type { Append } from '#kernel';
import { randomUUID } from 'node:crypto';

let serial = 0;
/** A visit's findings about one facility, as a fire department would record them; each makes one timeline entry. */
export function findings(events: number, facilityId = `F-${1 + (serial % 5_000)}`): Append {
  serial += 1;
  const inspectionId = `I-${serial}-${randomUUID().slice(0, 8)}`;
  return {
    stream: `inspection-${inspectionId}`,
    expected: 'none',
    events: Array.from({ length: events }, (_, i) => ({
      eventId: randomUUID(),
      type: 'HazardFound',
      version: 1,
      occurredAt: '2024-05-06T01:00:00Z',
      body: JSON.stringify({
        inspectionId,
        facilityId,
        department: 'FIRE',
        hazardId: `${inspectionId}-h${i}`,
        gravity: 'grave',
        clause: '消防法 §28',
        finding: '二层疏散通道堆放杂物，安全出口上锁',
        rectifyBy: '2024-06-01',
      }),
      subjects: [`facility:${facilityId}`, `case:${inspectionId}`],
      meta: { actor: 'fire-officer-1', department: 'FIRE', region: '371302' },
    })),
  };
}
