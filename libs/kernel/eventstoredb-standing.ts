import type { Append } from './event-store.port.js';
import { sameContent } from './eventstoredb-events.js';
import type { Known, Place } from './eventstoredb-index.js';
import type { Reads } from './eventstoredb-reads.js';
import type { RecentEvents } from './eventstoredb-recent.js';
import type { Stored } from './store-settlement.js';

/** What stands already under the ids of an append. */
export class Standing {
  constructor(
    private readonly parts: {
      readonly reads: Reads;
      readonly recent: RecentEvents;
      readonly prefix: string;
    },
  ) {}

  /** Where ids of an append stand already, as far as index and memory know. */
  placesOf({ events }: Append, known: Known): Map<string, Place> {
    const places = new Map<string, Place>();
    for (const { eventId } of events) {
      const place = known.places.get(eventId) ?? this.parts.recent.placeOf(eventId);
      if (place) places.set(eventId, place);
    }
    return places;
  }

  /** What stands under our ids, compared byte for byte. */
  async under({ events }: Append, places: Map<string, Place>): Promise<Map<string, Stored>> {
    if (places.size === 0) return new Map();
    const stored = await this.parts.reads.at([...places.values()]);
    const byPlace = new Map(stored.map((event) => [`${event.revision}@${event.streamId}`, event]));
    return new Map(
      events.flatMap((event): [string, Stored][] => {
        const place = places.get(event.eventId);
        const found = place && byPlace.get(`${place.revision}@${this.parts.prefix}${place.stream}`);
        return place
          ? [[event.eventId, { ...place, same: found !== undefined && sameContent(found, event) }]]
          : [];
      }),
    );
  }
}
