/** Where an event lies. */
export interface Place {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
}

/** What the index keeps of an event: how to find it, never what it says. */
export interface Entry extends Place {
  /**
   * The second number of its place in the log. Differs from `position` only for what old clients wrote in
   * transactions.
   */
  readonly prepare: bigint;
  readonly eventId: string;
  readonly recordedAt: string;
  readonly subjects: readonly string[];
}

/** A place in the server's log, with both its numbers. */
export interface Mark {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export interface Known {
  /** Of the ids asked for, those that stand in the log. */
  readonly places: ReadonlyMap<string, Place>;
  /** The newest revision the index has seen of each stream asked for; missing when it has seen none. */
  readonly revisions: ReadonlyMap<string, number>;
  /** Everything up to here is in the index. */
  readonly reached: bigint;
}

/** For the one who fills the index. */
export interface IndexWriter {
  /** Go on behind it; undefined in an empty index. */
  mark(): Promise<Mark | undefined>;
  /** All of it or nothing, with the mark in the same step. What stands already is left as it is. */
  add(entries: readonly Entry[], mark: Mark): Promise<void>;
}

/**
 * EventStoreDB finds events by stream and position alone. This index knows their ids, subjects and times;
 * it is derived from the log, may be thrown away, and is filled by one process at a time.
 */
export abstract class EventIndex {
  /** Position up to which {@link surelyNew} speaks; undefined when it can say nothing. */
  get surelyUpTo(): bigint | undefined {
    return undefined;
  }
  /** Answers at once, without asking: true when none of these ids stands at or before {@link surelyUpTo}. */
  surelyNew(_eventIds: readonly string[]): boolean {
    return false;
  }
  abstract reached(): Promise<bigint>;
  abstract lookUp(eventIds: readonly string[], streams: readonly string[]): Promise<Known>;
  /** Places of events about a subject, in the order of positions. */
  abstract about(subject: string, range: SubjectRange): Promise<readonly Place[]>;
  /** How many events it knows beyond a position, counted up to `most`, and how far it has come. */
  abstract countBeyond(position: bigint, most: number): Promise<{ reached: bigint; count: number }>;
  /** Position of the newest event recorded at or before an instant; 0 when there is none. */
  abstract positionAt(recordedAt: string): Promise<bigint>;
  /**
   * Runs `work` while nobody else fills; answers false at once when somebody does. Ends with the work,
   * however it ends.
   */
  abstract fill(work: (writer: IndexWriter) => Promise<void>): Promise<boolean>;
  abstract close(): Promise<void>;
}

export interface SubjectRange {
  readonly after: bigint;
  readonly upTo: bigint;
  readonly limit: number | undefined;
}
