import { shortNameOf } from '#authority';
import { addDays } from '#rulebook';
import { Chronicle, type Fact } from './chronicle.js';
import { CityDesk } from './city-desk.js';
import { contradiction } from './contradiction.story.js';
import { demoNames } from './demo-officials.js';
import { Dice } from './dice.js';
import { facilityLife } from './facility-life.js';
import { facilityRoll, type Facility } from './facility-roll.js';
import { NameGiver } from './name-giver.js';
import { healingFacility, HEALING } from './healing-facility.story.js';
import { lateOfficial, LATE_DESK } from './late-official.story.js';
import { lateRecords, monthHeldBack, silenceBegins, silentSource } from './late-records.story.js';
import { officialRoll, Roster, type Post } from './official-roll.js';
import { postThatChangedHands } from './post-that-changed-hands.story.js';
import { patronage, postHistory } from './post-history.js';
import { mishap } from './mishap.js';
import { publicVoice } from './public-voice.js';
import { roundOfInspections } from './round-of-inspections.js';
import { numbered } from './running-number.js';
import { DAYS_TOLD, ownScreens, settled, settledBrands, settledPosts } from './settled.js';
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
  const posts = officialRoll(dice.apart('officials'), names, { since, settled: settledPosts(until, names) });
  const chronicle = new Chronicle(since, until, [monthHeldBack(until)]);
  const desk = new CityDesk(chronicle, new Roster(posts), dice, ownScreens(since));
  for (const post of posts) postHistory(chronicle, post);
  live(desk, facilities, names);
  const byId = new Map(facilities.map((facility) => [facility.registration.facilityId, facility]));
  const told = Object.entries(storylines).map(([name, tell]) => [name, tell(desk, byId)] as const);
  return {
    seed,
    since,
    facilities,
    posts,
    facts: numbered(chronicle.readOut()),
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

export const senderOf = ({ department }: Pick<Fact, 'department'>): string =>
  `${shortNameOf(department)}-system`;
