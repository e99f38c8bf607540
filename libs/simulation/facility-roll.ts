import { regions, type PublishedEvent, type Region } from '#contracts';
import type { DataOf } from '#kernel';
import { addDays } from '#rulebook';
import type { Dice } from './dice.js';
import type { NameGiver } from './name-giver.js';
import * as words from './name.words.js';

type Registration = DataOf<PublishedEvent, 'FacilityRegistered'>;

/** How a facility is run; from it follow how much is found there and how it is put right. */
export type Temper = 'exemplary' | 'ordinary' | 'careless';

export interface Facility {
  readonly registration: Registration;
  readonly region: Region;
  readonly temper: Temper;
  /** Absent: never filed. */
  readonly filedOn?: string;
  readonly closedOn?: string;
}

/** How many facilities each region has. */
export const perRegion: Readonly<Record<Exclude<Region, '371300'>, number>> = {
  '371302': 9,
  '371311': 6,
  '371312': 6,
  '371321': 4,
  '371322': 4,
  '371323': 5,
  '371324': 4,
  '371325': 4,
  '371326': 4,
  '371327': 4,
  '371328': 3,
  '371329': 4,
  '371371': 3,
  '371372': 3,
  '371373': 3,
};

type Form = Registration['form'];
const formsInTurn: readonly Form[] = [
  ...(['standalone', 'kindergarten', 'community', 'standalone', 'employer'] as const),
  ...(['standalone', 'repurposed', 'kindergarten', 'home', 'standalone', 'community'] as const),
];
const registrationTypes: Record<Form, readonly Registration['registrationType'][]> = {
  standalone: ['enterprise', 'enterprise', 'individual'],
  community: ['social-service'],
  employer: ['enterprise', 'public-institution'],
  kindergarten: ['social-service', 'enterprise', 'public-institution'],
  repurposed: ['social-service', 'public-institution'],
  home: ['individual'],
};

export function facilityRoll(dice: Dice, names: NameGiver, since: string): Facility[] {
  let turn = 0;
  return Object.entries(perRegion).flatMap(([region, howMany]) =>
    Array.from({ length: howMany }, (_, number) => {
      const form = formsInTurn[turn % formsInTurn.length]!;
      turn += 1;
      const facilityId = `F-${region}-${String(number + 1).padStart(3, '0')}`;
      return facilityOf({ facilityId, form, region: region as Region, since }, dice, names);
    }),
  );
}

interface Place {
  readonly facilityId: string;
  readonly form: Form;
  readonly region: Region;
  readonly since: string;
}

function facilityOf({ facilityId, form, region, since }: Place, dice: Dice, names: NameGiver): Facility {
  const place = regions[region].zh;
  const number = `${dice.between(2, 288)}号`;
  const street = form === 'community' || form === 'home' ? dice.pick(words.estates) : dice.pick(words.roads);
  const registeredOn = addDays(since, dice.inHundred(72) ? -dice.between(90, 1300) : dice.between(15, 330));
  const throws = dice.between(1, 100);
  const full = form !== 'home' || dice.inHundred(50);
  return {
    registration: {
      facilityId,
      name: `${place}${names.brand()}${dice.pick(words.suffixes[form])}`,
      form,
      registrationType: dice.pick(registrationTypes[form]),
      regionCode: region,
      address: `临沂市${place}${street}${number}`,
      capacity: form === 'home' ? dice.between(3, 5) : dice.between(4, 24) * 5,
      serviceModes: full
        ? ['full-day', ...(dice.inHundred(40) ? (['half-day'] as const) : [])]
        : ['hourly', 'temporary'],
      registeredOn,
      personInCharge: names.person(),
      ...(form === 'standalone' && dice.inHundred(50)
        ? { depositFen: String(dice.between(5, 30) * 1_000_000) }
        : {}),
    },
    region,
    temper: throws <= 30 ? 'exemplary' : throws <= 78 ? 'ordinary' : 'careless',
    ...(dice.inHundred(94) ? { filedOn: addDays(registeredOn, dice.between(9, 45)) } : {}),
  };
}
