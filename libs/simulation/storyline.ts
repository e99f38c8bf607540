import type { CityDesk } from './city-desk.js';
import type { Facility } from './facility-roll.js';

/** What can be found of a story afterwards, and by which ids. */
export interface Told {
  readonly zh: string;
  readonly en: string;
  readonly facilityId?: string;
  readonly officialId?: string;
  /** Inspections, hazards or incidents that make the story, in their order. */
  readonly cases?: readonly string[];
}

/**
 * One thing that happens in the city and can be found again: pure, told onto the desk, with a note of what
 * was told.
 */
export type Storyline = (desk: CityDesk, facilities: ReadonlyMap<string, Facility>) => Told;

export function facilityCalled(facilities: ReadonlyMap<string, Facility>, facilityId: string): Facility {
  const facility = facilities.get(facilityId);
  if (facility === undefined) throw new Error(`the city has no ${facilityId}`);
  return facility;
}
