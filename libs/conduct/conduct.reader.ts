import { outOfReach, type Caller } from '#authority';
import { liesWithin, type Hazard, type InspectionEvent, type Officer, type PublishedEvent } from '#contracts';
import { EventStore, Scribe, type DataOf } from '#kernel';
import { Injectable } from '@nestjs/common';

const PAGE = 1_000;
type HazardFound = DataOf<InspectionEvent, 'HazardFound'>;

/**
 * Facts that stand in other streams than the one a command changes, read from the log itself: never stale,
 * never guessed.
 */
@Injectable()
export class ConductFacts {
  constructor(
    private readonly store: EventStore,
    private readonly scribe: Scribe,
  ) {}

  /**
   * Where a facility was registered; the caller's own region while nobody registered it. Throws
   * `authority/out-of-reach`.
   */
  async regionOf(caller: Caller, facilityId: string): Promise<string> {
    let region: string = caller.region;
    for (const event of await this.said(`facility-${facilityId}`))
      if (event.type === 'FacilityRegistered') region = event.data.regionCode;
    if (!liesWithin(region, caller.region)) throw outOfReach(facilityId);
    return region;
  }

  /** Those of the officers who hold the post they name, in a post of this department. */
  async holdersIn(department: string, officers: readonly Officer[]): Promise<readonly Officer[]> {
    const holds = await Promise.all(officers.map((officer) => this.holds(department, officer)));
    return officers.filter((_, at) => holds[at]);
  }

  private async holds(department: string, { officialId, postId }: Officer): Promise<boolean> {
    let holds = false;
    for (const event of await this.said(`post-${postId}`)) {
      if (event.type === 'PostAssumed' && event.data.officialId === officialId)
        holds = event.data.department === department;
      if (event.type === 'PostLeft' && event.data.officialId === officialId) holds = false;
    }
    return holds;
  }

  /** The finding behind a hazard's id, wherever it was said. */
  async findingOf(hazardId: string): Promise<HazardFound | undefined> {
    const about = await this.store.readSubject(`case:${hazardId}`, { limit: 200 });
    for (const recorded of about) {
      const event = this.scribe.book.current(recorded).event as PublishedEvent;
      if (event.type === 'HazardFound' && event.data.hazardId === hazardId) return event.data;
    }
    return undefined;
  }

  /** Everything every department said about a facility, in today's words. */
  async aboutFacility(facilityId: string): Promise<readonly PublishedEvent[]> {
    const history: PublishedEvent[] = [];
    for (let after = 0n; ;) {
      const page = await this.store.readSubject(`facility:${facilityId}`, { after, limit: PAGE });
      history.push(...page.map((one) => this.scribe.book.current(one).event as PublishedEvent));
      if (page.length < PAGE) return history;
      after = page.at(-1)!.position;
    }
  }

  /** Everything said in one stream, in today's words. */
  async said(stream: string): Promise<readonly PublishedEvent[]> {
    const recorded = await this.store.readStream(stream);
    return recorded.map((one) => this.scribe.book.current(one).event as PublishedEvent);
  }
}

export const hazardIn = ({ hazardId, facilityId, department }: HazardFound): Hazard => ({
  hazardId,
  facilityId,
  department,
});
