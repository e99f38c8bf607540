import type { Append, AppendOutcome } from './event-store.port.js';
import type { Admission } from './store-admission.js';

/** An append and the caller who waits for it. */
export interface Waiting {
  readonly append: Append;
  readonly admission: Admission;
  readonly answer: (outcome: AppendOutcome) => void;
  readonly fail: (error: unknown) => void;
}

const MAX_EVENTS = 2_000;
const MAX_BYTES = 4 * 1024 * 1024;
const lanesOf = ({ append }: Waiting) => append.events[0]!.meta.department;

/**
 * Appends that wait, in one lane for each department, and the groups made of them. In a group no event id
 * stands twice, and a stream stands once, unless all its appends take any revision. Appends of one stream
 * keep their order: while one is under way or was passed over, the later ones wait. Lanes take turns, so one
 * department's file delays nobody else.
 */
export class AppendQueue {
  private lanes = new Map<string, Waiting[]>();
  private readonly underWay = new Set<string>();
  private waiting = 0;

  get length(): number {
    return this.waiting;
  }

  add(waiting: Waiting): void {
    const lane = lanesOf(waiting);
    const line = this.lanes.get(lane);
    if (line) line.push(waiting);
    else this.lanes.set(lane, [waiting]);
    this.waiting += 1;
  }

  /** The next group, at most `most` appends; empty when all streams that wait are under way. */
  take(most: number): Waiting[] {
    const group = new Group(most, this.underWay);
    const lines = [...this.lanes].map(([lane, line]) => ({ lane, line, next: 0, left: [] as Waiting[] }));
    for (let open = lines; open.length > 0 && !group.full;)
      open = open.filter((turn) => {
        while (turn.next < turn.line.length && !group.full) {
          const waiting = turn.line[turn.next]!;
          if (group.joins(waiting)) {
            turn.next += 1;
            return true;
          }
          if (group.full) return false;
          turn.left.push(waiting);
          turn.next += 1;
        }
        return false;
      });
    // Whoever was served first is asked last the next time.
    const [first, ...others] = lines;
    this.lanes = new Map();
    for (const { lane, line, next, left } of first ? [...others, first] : []) {
      const rest = left.length > 0 ? left.concat(line.slice(next)) : line.slice(next);
      if (rest.length > 0) this.lanes.set(lane, rest);
    }
    this.waiting -= group.members.length;
    for (const { append } of group.members) this.underWay.add(append.stream);
    return group.members;
  }

  /** The group is answered: its streams may go on. */
  release(group: readonly Waiting[]): void {
    for (const { append } of group) this.underWay.delete(append.stream);
  }
}

class Group {
  readonly members: Waiting[] = [];
  full = false;
  private readonly openStreams = new Map<string, 'any' | 'exact'>();
  private readonly ids = new Set<string>();
  private readonly passedOver = new Set<string>();
  private events = 0;
  private bytes = 0;

  constructor(
    private readonly most: number,
    private readonly underWay: ReadonlySet<string>,
  ) {}

  joins(waiting: Waiting): boolean {
    const { stream, expected, events } = waiting.append;
    if (this.underWay.has(stream) || this.passedOver.has(stream)) return false;
    const crowded =
      this.events + events.length > MAX_EVENTS || this.bytes + waiting.admission.bytes > MAX_BYTES;
    if (this.members.length > 0 && crowded) this.full = true;
    if (this.full) return false;
    if (!this.fits(waiting.append)) {
      this.passedOver.add(stream);
      return false;
    }
    this.members.push(waiting);
    this.openStreams.set(stream, expected === 'any' ? 'any' : 'exact');
    for (const { eventId } of events) this.ids.add(eventId);
    this.events += events.length;
    this.bytes += waiting.admission.bytes;
    this.full = this.members.length >= this.most;
    return true;
  }

  private fits({ stream, expected, events, recordedAt }: Append): boolean {
    const before = this.openStreams.get(stream);
    const oneInstant = this.members.length === 0 || this.members[0]!.append.recordedAt === recordedAt;
    const streamIsFree = before === undefined || (before === 'any' && expected === 'any');
    return oneInstant && streamIsFree && !events.some(({ eventId }) => this.ids.has(eventId));
  }
}
