import type { FacilityRegistered } from '#contracts';

/** What was said when the facility of many stories registered. */
export const sunshine: Parameters<typeof FacilityRegistered>[0] = {
  facilityId: 'sunshine',
  name: '阳光托育园',
  form: 'community',
  registrationType: 'enterprise',
  regionCode: '371302',
  address: '银雀山路 1 号',
  capacity: 60,
  serviceModes: ['full-day'],
  registeredOn: '2024-01-10',
};
