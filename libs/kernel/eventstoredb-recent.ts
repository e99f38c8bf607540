import type { Place } from './eventstoredb-index.js';

const MOST_IDS = 50_000;
const MOST_STREAMS = 20_000;

/**
 * A memory of the newest entries: at least half of `most`, at most all. Whole generations are dropped at
 * once, because a Map from whose beginning entries are taken one by one grows slow.
 */
class Generations<V> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();

  constructor(
    private readonly most: number,
    private readonly dropped: (entries: ReadonlyMap<string, V>) => void = () => {},
  ) {}

  get(key: string): V | undefined {
    return this.young.get(key) ?? this.old.get(key);
  }

  set(key: string, value: V): void {
    this.young.set(key, value);
    if (this.young.size < this.most / 2) return;
    const gone = this.old;
    [this.old, this.young] = [this.young, new Map()];
    this.dropped(gone);
  }

  delete(key: string): void {
    this.young.delete(key);
    this.old.delete(key);
  }
}

/**
 * What this process knows beyond the index: ids it has written or read, and the newest revision of streams
 * whose every id is either here or in the index. A stream is forgotten as soon as one of its ids is dropped
 * before the index has it, so "known here" always means: no id of this stream is missing from both.
 */
export class RecentEvents {
  private readonly streams = new Generations<number>(MOST_STREAMS);
  private readonly places = new Generations<Place>(MOST_IDS, (gone) => {
    for (const { stream, position } of gone.values())
      if (position > this.indexed) this.streams.delete(stream);
  });
  /** Ids at or before it are found without us. */
  indexed = 0n;

  placeOf(eventId: string): Place | undefined {
    return this.places.get(eventId);
  }

  /** The newest revision we know of a stream; it may have grown since. */
  newestOf(stream: string): number | undefined {
    return this.streams.get(stream);
  }

  add(eventId: string, place: Place): void {
    this.places.set(eventId, place);
  }

  know(stream: string, newest: number): void {
    this.streams.set(stream, newest);
  }

  /** The stream is not as we knew it. */
  forget(stream: string): void {
    this.streams.delete(stream);
  }

  indexedTo(position: bigint): void {
    if (position > this.indexed) this.indexed = position;
  }
}
