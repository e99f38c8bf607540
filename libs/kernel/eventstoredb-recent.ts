import type { Place } from './eventstoredb-index.js';

const MOST_IDS = 50_000;
const MOST_STREAMS = 20_000;

/**
 * What this process knows beyond the index: ids it has written or read, and the newest revision of streams
 * whose every id is either here or in the index. A stream is forgotten as soon as one of its ids is dropped
 * before the index has it, so "known here" always means: no id of this stream is missing from both.
 */
export class RecentEvents {
  private readonly places = new Map<string, Place>();
  private readonly streams = new Map<string, number>();
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
    if (this.places.size <= MOST_IDS) return;
    const [oldest, dropped] = this.places.entries().next().value!;
    this.places.delete(oldest);
    if (dropped.position > this.indexed) this.streams.delete(dropped.stream);
  }

  know(stream: string, newest: number): void {
    this.streams.delete(stream);
    this.streams.set(stream, newest);
    if (this.streams.size > MOST_STREAMS) this.streams.delete(this.streams.keys().next().value!);
  }

  /** The stream is not as we knew it. */
  forget(stream: string): void {
    this.streams.delete(stream);
  }

  indexedTo(position: bigint): void {
    if (position > this.indexed) this.indexed = position;
  }
}
