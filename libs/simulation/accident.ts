import { IncidentGraded, IncidentReported, MeasureImposed, PenaltyDecided } from '#contracts';
import { addDays, workingDayFrom } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import type { Facility } from './facility-roll.js';

type Organ = 'FIRE' | 'HC' | 'EMB';
const paper = (
  desk: CityDesk,
  kind: 'measure' | 'penalty' | 'incident',
  of: { department: Organ; day: string },
) => desk.document(kind, { ...of, region: '371302' });

/** The fire in the hall, what was closed that day, and what was decided afterwards. */
export function accident(desk: CityDesk, facility: Facility, happenedOn: string): string {
  const { facilityId } = facility.registration;
  const incidentId = 'inc-371302-001-fire';
  const about = { incidentId, facilityId, department: 'EMB' as const };
  const summary = '门厅电动自行车电池起火，疏散门上锁，三名幼儿和一名保育员吸入烟气送医';
  const reported = IncidentReported({
    ...about,
    kind: 'fire',
    gravity: 'grave',
    happenedOn,
    dead: 0,
    injured: 4,
    summary,
  });
  desk.record(reported, facility, { day: happenedOn, at: 15 * 60 + 48 });
  closedThatDay(desk, facility, happenedOn);
  const gradedOn = workingDayFrom(addDays(happenedOn, 27));
  const documentNo = paper(desk, 'incident', { department: 'EMB', day: gradedOn });
  const graded = IncidentGraded({ ...about, grade: 'ordinary', gradedOn, documentNo });
  desk.record(graded, facility, { day: gradedOn, at: 10 * 60 });
  fined(desk, facility, workingDayFrom(addDays(happenedOn, 39)));
  return incidentId;
}

function closedThatDay(desk: CityDesk, facility: Facility, day: string): void {
  for (const department of ['FIRE', 'HC'] as const) {
    const measure = MeasureImposed({
      measureId: `meas-371302-001-${department.toLowerCase()}-fire`,
      facilityId: facility.registration.facilityId,
      department,
      imposedOn: day,
      measure: department === 'FIRE' ? 'temporary-seal' : 'operation-suspended',
      documentNo: paper(desk, 'measure', { department, day }),
      clause: department === 'FIRE' ? '消防法 §54' : '人口与计划生育法 §41①',
      signedBy: desk.roster.pair(department, facility.region, day)[0],
    });
    desk.record(measure, facility, { day, at: 17 * 60 });
  }
}

function fined(desk: CityDesk, facility: Facility, day: string): void {
  const fine = PenaltyDecided({
    penaltyId: 'pen-371302-001-fire',
    facilityId: facility.registration.facilityId,
    department: 'FIRE',
    penalty: 'fine',
    amountFen: '4500000',
    documentNo: paper(desk, 'penalty', { department: 'FIRE', day }),
    clause: '消防法 §28、§60①(二)(三)',
    decidedOn: day,
    signedBy: desk.roster.pair('FIRE', facility.region, day)[0],
  });
  desk.record(fine, facility, { day, at: 16 * 60 });
}
