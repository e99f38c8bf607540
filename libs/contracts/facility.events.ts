import { count, event, fen, id, listOf, localDate, maybe, oneOf, text, type EventOf } from '#kernel';
import { aboutFacility, forPublic, forStaff } from './common.events.js';

const facility = { facilityId: id };
const identity = {
  stream: ({ facilityId }: { facilityId: string }) => `facility-${facilityId}`,
  subjects: ({ facilityId }: { facilityId: string }) => [aboutFacility(facilityId)],
};

/**
 * 登记注册 by the approval bureau (Opinion §10). The forms are those of Opinion §5–§9 and of the family-care
 * rules of 2023.
 */
export const FacilityRegistered = event({
  type: 'FacilityRegistered',
  version: 1,
  zh: '机构登记',
  en: 'Facility registered',
  ...forPublic,
  ...identity,
  data: {
    ...facility,
    name: text,
    form: oneOf('standalone', 'community', 'employer', 'kindergarten', 'repurposed', 'home'),
    registrationType: oneOf('public-institution', 'social-service', 'enterprise', 'individual'),
    regionCode: id,
    address: text,
    capacity: count,
    serviceModes: listOf(oneOf('full-day', 'half-day', 'hourly', 'temporary'), 1),
    registeredOn: localDate,
    personInCharge: maybe(text),
    depositFen: maybe(fen),
  },
  personal: [{ field: 'personInCharge', subject: ({ facilityId }) => `person-in-charge:${facilityId}` }],
});

/** 备案 with the county health department (Opinion §10). */
export const FacilityFiled = event({
  type: 'FacilityFiled',
  version: 1,
  zh: '机构备案',
  en: 'Facility filed',
  ...forPublic,
  ...identity,
  data: { ...facility, filingNo: text, filedOn: localDate },
});

export const FilingCancelled = event({
  type: 'FilingCancelled',
  version: 1,
  zh: '备案注销',
  en: 'Filing cancelled',
  ...forPublic,
  ...identity,
  data: { ...facility, cancelledOn: localDate, reason: text },
});

export const CapacityChanged = event({
  type: 'CapacityChanged',
  version: 1,
  zh: '托位变更',
  en: 'Capacity changed',
  ...forStaff,
  ...identity,
  data: { ...facility, capacity: count, changedOn: localDate },
});

export const FacilityClosed = event({
  type: 'FacilityClosed',
  version: 1,
  zh: '机构停办',
  en: 'Facility closed',
  ...forPublic,
  ...identity,
  data: { ...facility, closedOn: localDate, reason: text },
});

export type FacilityEvent =
  | EventOf<typeof FacilityRegistered>
  | EventOf<typeof FacilityFiled>
  | EventOf<typeof FilingCancelled>
  | EventOf<typeof CapacityChanged>
  | EventOf<typeof FacilityClosed>;
