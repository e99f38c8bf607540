import {
  CapacityChanged,
  FacilityClosed,
  FacilityFiled,
  FacilityRegistered,
  FilingCancelled,
} from '#contracts';
import { addDays, workingDayFrom } from '#rulebook';
import type { CityDesk } from './city-desk.js';
import { filingNumberOf } from './document.words.js';
import type { Facility } from './facility-roll.js';

/**
 * Registration by the approval bureau, filing with the county's health department, changes, and the end
 * where there is one.
 */
export function facilityLife(desk: CityDesk, facility: Facility): void {
  const { registration, region, filedOn, closedOn } = facility;
  const { facilityId, registeredOn, capacity } = registration;
  const { chronicle, dice } = desk.apart(`life/${facilityId}`);
  const by = (department: 'ASB' | 'HC', day: string) => ({
    department,
    region,
    day,
    at: dice.between(9 * 60, 16 * 60 + 45),
  });
  chronicle.tell(FacilityRegistered(registration), by('ASB', registeredOn));
  if (filedOn) {
    const filing = FacilityFiled({ facilityId, filingNo: filingNumberOf(region, filedOn), filedOn });
    chronicle.tell(filing, by('HC', filedOn));
  }
  if (capacity > 10 && dice.inHundred(16)) {
    const changedOn = workingDayFrom(addDays(chronicle.since, dice.between(60, 480)));
    const fewer = dice.inHundred(25);
    const changed = {
      facilityId,
      capacity: fewer ? capacity - 5 : capacity + 5 * dice.between(1, 4),
      changedOn,
    };
    if (changedOn > addDays(registeredOn, 40) && !closedOn)
      chronicle.tell(CapacityChanged(changed), by('ASB', changedOn));
  }
  if (!closedOn) return;
  const reason = dice.pick([
    '租约到期，举办者决定停办',
    '生源不足，举办者申请终止服务',
    '举办者迁址另行登记',
  ]);
  chronicle.tell(FacilityClosed({ facilityId, closedOn, reason }), by('ASB', closedOn));
  if (!filedOn) return;
  const cancelledOn = workingDayFrom(addDays(closedOn, dice.between(3, 12)));
  chronicle.tell(FilingCancelled({ facilityId, cancelledOn, reason: '机构终止服务' }), by('HC', cancelledOn));
}
