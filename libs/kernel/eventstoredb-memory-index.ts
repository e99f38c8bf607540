import {
  EventIndex,
  type Entry,
  type IndexWriter,
  type Known,
  type Mark,
  type Place,
} from './eventstoredb-index.js';
import type { SubjectRange } from './eventstoredb-index.js';
import { microsecondsOf } from './store-admission.js';

/** The index for tests and small tools: gone with the process, and filled anew by the next. */
export class MemoryEventIndex extends EventIndex {
  private readonly entries: Entry[] = [];
  private readonly byId = new Map<string, Entry>();
  private readonly newest = new Map<string, number>();
  private mark: Mark | undefined;
  private filling = false;

  async reached(): Promise<bigint> {
    return this.mark?.commit ?? 0n;
  }

  async lookUp(eventIds: readonly string[], streams: readonly string[]): Promise<Known> {
    const places = eventIds.flatMap((id): [string, Place][] => {
      const entry = this.byId.get(id);
      return entry ? [[id, entry]] : [];
    });
    const revisions = streams.flatMap((stream): [string, number][] => {
      const revision = this.newest.get(stream);
      return revision === undefined ? [] : [[stream, revision]];
    });
    return { places: new Map(places), revisions: new Map(revisions), reached: await this.reached() };
  }

  async about(subject: string, { after, upTo, limit }: SubjectRange): Promise<readonly Place[]> {
    return this.entries
      .filter(({ position, subjects }) => position > after && position <= upTo && subjects.includes(subject))
      .slice(0, limit);
  }

  async countBeyond(position: bigint, most: number): Promise<{ reached: bigint; count: number }> {
    const beyond = this.entries.filter((entry) => entry.position > position).length;
    return { reached: await this.reached(), count: Math.min(most, beyond) };
  }

  async positionAt(recordedAt: string): Promise<bigint> {
    const instant = microsecondsOf(recordedAt);
    const later = this.entries.findIndex((entry) => microsecondsOf(entry.recordedAt) > instant);
    const count = later < 0 ? this.entries.length : later;
    return this.entries[count - 1]?.position ?? 0n;
  }

  async fill(work: (writer: IndexWriter) => Promise<void>): Promise<boolean> {
    if (this.filling) return false;
    this.filling = true;
    try {
      await work({ mark: async () => this.mark, add: async (entries, mark) => this.add(entries, mark) });
      return true;
    } finally {
      this.filling = false;
    }
  }

  async close(): Promise<void> {}

  private add(entries: readonly Entry[], mark: Mark): void {
    for (const entry of entries) {
      const newest = this.entries.at(-1);
      if (newest && entry.position <= newest.position) continue;
      const late = newest && microsecondsOf(newest.recordedAt) > microsecondsOf(entry.recordedAt);
      this.entries.push(late ? { ...entry, recordedAt: newest.recordedAt } : entry);
      if (!this.byId.has(entry.eventId)) this.byId.set(entry.eventId, entry);
      this.newest.set(entry.stream, entry.revision);
    }
    if (!this.mark || mark.commit > this.mark.commit) this.mark = mark;
  }
}
