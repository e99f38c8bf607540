import { shortNameOf } from '#authority';
import { addDays } from '#rulebook';
import { Chronicle, type Fact } from './chronicle.js';
import { CityDesk } from './city-desk.js';
import { contradiction, CONTRADICTED } from './contradiction.story.js';
import { demoNames, demoTenures } from './demo-officials.js';
import { Dice } from './dice.js';
import { facilityLife } from './facility-life.js';
import { facilityRoll, NameGiver, type Facility } from './facility-roll.js';
import { healingFacility, HEALING } from './healing-facility.story.js';
import { lateOfficial, LATE_DESK, LATE_OFFICIAL } from './late-official.story.js';
import { lateRecords, monthHeldBack, silenceBegins, silentSource } from './late-records.story.js';
import { officialRoll, Roster, type Post, type Tenure } from './official-roll.js';
import { holdersOfThePost, POST, postThatChangedHands } from './post-that-changed-hands.story.js';
import { patronage, postHistory } from './post-history.js';
import { mishap, publicVoice } from './public-voice.js';
import { roundOfInspections } from './round-of-inspections.js';
import { numbered } from './running-number.js';
import { sinkingFacility, SINKING } from './sinking-facility.story.js';
import type { Storyline, Told } from './storyline.js';
import { unregisteredHome, UNREGISTERED } from './unregistered-home.story.js';

export interface CitySeed {
  readonly seed: string;
  /** The first Shanghai day that is not told: everything happened before it. */
  readonly until: string;
}

/** Eighteen months, and what is findable in them. Facts stand in the order in which they became known. */
export interface City {
  readonly seed: CitySeed;
  readonly since: string;
  readonly facilities: readonly Facility[];
  readonly posts: readonly Post[];
  readonly facts: readonly Fact[];
  readonly storylines: Readonly<Record<StorylineName, Told>>;
}

export const DAYS_TOLD = 549;

const storylines = {
  sinkingFacility,
  healingFacility,
  lateOfficial,
  postThatChangedHands,
  contradiction,
  lateRecords,
  silentSource,
  unregisteredHome,
} as const satisfies Record<string, Storyline>;
export type StorylineName = keyof typeof storylines;

/** Makes the whole city anew from its seed: pure, and the same on every machine. */
export function cityOf(seed: CitySeed): City {
  const { until } = seed;
  const since = addDays(until, -DAYS_TOLD);
  const dice = new Dice(seed.seed);
  const names = new NameGiver(dice.apart('names'), [...demoNames(), ...settledBrands]);
  const facilities = facilityRoll(dice.apart('facilities'), names, since).map((one) => settled(one, until));
  const posts = officialRoll(dice.apart('officials'), names, { since, settled: settledPosts(seed, names) });
  const chronicle = new Chronicle(since, until, [monthHeldBack(until)]);
  const desk = new CityDesk(chronicle, new Roster(posts), dice, ownScreens(since));
  for (const post of posts) postHistory(chronicle, post);
  live(desk, facilities, names);
  const byId = new Map(facilities.map((facility) => [facility.registration.facilityId, facility]));
  const told = Object.entries(storylines).map(([name, tell]) => [name, tell(desk, byId)] as const);
  return {
    ...{ seed, since, facilities, posts, facts: numbered(chronicle.readOut()) },
    storylines: Object.fromEntries(told) as Record<StorylineName, Told>,
  };
}

function live(desk: CityDesk, facilities: readonly Facility[], names: NameGiver): void {
  const { chronicle } = desk;
  const storied = new Set([SINKING, HEALING, UNREGISTERED]);
  const elsewhere = {
    desks: new Set([LATE_DESK]),
    facilities: storied,
    silentSince: new Map([['EDU' as const, silenceBegins(chronicle.until)]]),
  };
  for (const facility of facilities) {
    facilityLife(desk, facility);
    patronage(chronicle, facility);
    roundOfInspections(desk, facility, elsewhere);
    if (storied.has(facility.registration.facilityId)) continue;
    publicVoice(desk, facility, names);
    mishap(desk, facility);
  }
}

/** Lanshan's inspectors changed from their own systems to our screens in the course of the time told. */
function ownScreens(since: string): Map<string, string> {
  const changes = { HC: 150, FIRE: 190, MSA: 230, PSB: 280 };
  return new Map(Object.entries(changes).map(([code, days]) => [`${code}/371302`, addDays(since, days)]));
}

function settledPosts({ until }: CitySeed, names: NameGiver): Map<string, readonly Tenure[]> {
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
const settledBrands = ['柚光', '穗里', '栗舟'];

const closings: Readonly<Record<string, number>> = {
  'F-371324-002': 210,
  'F-371327-003': 96,
  'F-371302-007': 55,
};

function settled(facility: Facility, until: string): Facility {
  const { facilityId } = facility.registration;
  const closing = closings[facilityId];
  if (closing !== undefined) return { ...facility, closedOn: addDays(until, -closing) };
  const [name, form] = settledNames[facilityId] ?? [];
  if (name === undefined || form === undefined) return facility;
  const registeredOn = addDays(until, -DAYS_TOLD - 320);
  return {
    ...{ ...facility, filedOn: addDays(registeredOn, 21), temper: 'ordinary' },
    registration: {
      ...{ ...facility.registration, name, form, registeredOn, capacity: 60, serviceModes: ['full-day'] },
      registrationType: form === 'community' ? 'social-service' : 'enterprise',
    },
  };
}

export const senderOf = ({ department }: Pick<Fact, 'department'>): string =>
  `${shortNameOf(department)}-system`;
