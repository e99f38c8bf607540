import type { Department, PublishedEvent, Region } from '#contracts';
import type { Chronicle } from './chronicle.js';
import type { Dice } from './dice.js';
import { documentOf, type DocumentKind } from './document.words.js';
import type { Facility } from './facility-roll.js';
import type { Roster } from './official-roll.js';

/** What officers can say at the platform's own screens; everything else comes from a department's system. */
const spokenActs: ReadonlySet<PublishedEvent['type']> = new Set<PublishedEvent['type']>([
  'InspectionOpened',
  'HazardFound',
  'InspectionClosed',
  'RectificationOrdered',
  'RectificationExtended',
  'HazardRectified',
  'RectificationVerified',
]);

/** A day, minutes since midnight, and the day its case began where that was earlier. */
export interface Moment {
  readonly day: string;
  readonly at: number;
  readonly began?: string;
}

/**
 * What every storyline writes on: the chronicle, who holds which post, and who works at our own screens
 * since when.
 */
export class CityDesk {
  constructor(
    readonly chronicle: Chronicle,
    readonly roster: Roster,
    readonly dice: Dice,
    /** `FIRE/371302` and the day from which its inspectors use the platform's own screens. */
    private readonly ownScreens: ReadonlyMap<string, string>,
  ) {}

  /** The same desk with dice of its own. */
  apart(name: string): CityDesk {
    return new CityDesk(this.chronicle, this.roster, this.dice.apart(name), this.ownScreens);
  }

  /** Records an act of a department about a facility, through the door its case began with. */
  record(event: PublishedEvent, { region }: Pick<Facility, 'region'>, { day, at, began }: Moment): void {
    const { department } = event.data as { department: Department };
    const circumstance = { department, region, day, at };
    const since = this.ownScreens.get(`${department}/${region}`);
    if (since !== undefined && since <= (began ?? day) && spokenActs.has(event.type))
      this.chronicle.say(event, circumstance);
    else this.chronicle.tell(event, circumstance);
  }

  document(kind: DocumentKind, of: { department: Department; region: Region; day: string }): string {
    return documentOf(kind, of);
  }
}
