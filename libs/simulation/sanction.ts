import { MeasureImposed, MeasureLifted, PenaltyDecided } from '#contracts';
import { addDays } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import type { Hazard } from './course.js';

/** 临时查封 of what a fire hazard endangers; others seal products or stop the operation. */
export function seal(desk: CityDesk, { hazardId, facility, item, day, at }: Hazard): void {
  const { department, clause } = item;
  const [signedBy] = desk.roster.pair(department, facility.region, day);
  const measure = MeasureImposed({
    measureId: hazardId.replace('haz', 'meas'),
    facilityId: facility.registration.facilityId,
    department,
    measure:
      department === 'FIRE'
        ? 'temporary-seal'
        : department === 'MSA'
          ? 'product-seal'
          : 'operation-suspended',
    documentNo: desk.document('measure', { department, region: facility.region, day }),
    clause,
    imposedOn: day,
    until: addDays(day, 30),
    hazardId,
    signedBy,
  });
  desk.record(measure, facility, { day, at: at + 90 });
}

export function unseal(desk: CityDesk, { hazardId, facility, item }: Hazard, day: string): void {
  const { department } = item;
  const lifted = MeasureLifted({
    measureId: hazardId.replace('haz', 'meas'),
    facilityId: facility.registration.facilityId,
    department,
    liftedOn: day,
    reason: '隐患已消除，经检查符合解除条件',
    signedBy: desk.roster.pair(department, facility.region, day)[0],
  });
  desk.record(lifted, facility, { day, at: 15 * 60 });
}

/** 处罚决定 after an order was not followed: a warning, or a fine (handbook §2.8). */
export function punish(desk: CityDesk, { hazardId, facility, item, course }: Hazard, day: string): void {
  const { department, clause } = item;
  const fine = course.punished === 'fine';
  const decision = PenaltyDecided({
    penaltyId: hazardId.replace('haz', 'pen'),
    facilityId: facility.registration.facilityId,
    department,
    penalty: fine ? 'fine' : 'warning',
    ...(fine ? { amountFen: String(desk.dice.between(10, 60) * 50_000) } : {}),
    documentNo: desk.document('penalty', { department, region: facility.region, day }),
    clause,
    decidedOn: day,
    signedBy: desk.roster.pair(department, facility.region, day)[0],
  });
  desk.record(decision, facility, { day, at: 16 * 60 });
}
