import { addDays } from '#rulebook';
import { CONTRADICTED } from './contradiction.story.js';
import { demoTenures } from './demo-officials.js';
import type { Facility } from './facility-roll.js';
import { HEALING } from './healing-facility.story.js';
import { LATE_OFFICIAL } from './late-official.story.js';
import type { NameGiver } from './name-giver.js';
import type { Tenure } from './official-roll.js';
import { holdersOfThePost, POST } from './post-that-changed-hands.story.js';
import { SINKING } from './sinking-facility.story.js';

/** Eighteen months. */
export const DAYS_TOLD = 549;

/** Lanshan's inspectors changed from their own systems to our screens in the course of the time told. */
export function ownScreens(since: string): Map<string, string> {
  const changes = { HC: 150, FIRE: 190, MSA: 230, PSB: 280 };
  return new Map(Object.entries(changes).map(([code, days]) => [`${code}/371302`, addDays(since, days)]));
}

/** Posts whose holders are known beforehand, by post. */
export function settledPosts(until: string, names: NameGiver): Map<string, readonly Tenure[]> {
  const since = addDays(until, -DAYS_TOLD);
  const late = { officialId: LATE_OFFICIAL, name: names.person(), from: addDays(since, -400) };
  return new Map([
    ...demoTenures(since),
    ['P-HC-371311-head', [late]],
    [POST, holdersOfThePost(until, [names.person(), names.person()])],
  ]);
}

/** The facilities that stories are about have fixed names, so that a person can be told where to look. */
const settledNames: Readonly<
  Record<string, readonly [name: string, form: Facility['registration']['form']]>
> = {
  [SINKING]: ['兰山区柚光托育中心', 'standalone'],
  [HEALING]: ['河东区穗里社区托育服务站', 'community'],
  [CONTRADICTED]: ['罗庄区栗舟托育园', 'standalone'],
};
/** Brands those names use up. */
export const settledBrands = ['柚光', '穗里', '栗舟'];

const closings: Readonly<Record<string, number>> = {
  'F-371324-002': 210,
  'F-371327-003': 96,
  'F-371302-007': 55,
};

/** What is fixed about a facility by the story it stands in, or by the end it comes to. */
export function settled(facility: Facility, until: string): Facility {
  const { facilityId } = facility.registration;
  const closing = closings[facilityId];
  if (closing !== undefined) return { ...facility, closedOn: addDays(until, -closing) };
  const [name, form] = settledNames[facilityId] ?? [];
  if (name === undefined || form === undefined) return facility;
  const registeredOn = addDays(until, -DAYS_TOLD - 320);
  return {
    ...facility,
    filedOn: addDays(registeredOn, 21),
    temper: 'ordinary',
    registration: {
      ...facility.registration,
      name,
      form,
      registeredOn,
      capacity: 60,
      serviceModes: ['full-day'],
      registrationType: form === 'community' ? 'social-service' : 'enterprise',
    },
  };
}
