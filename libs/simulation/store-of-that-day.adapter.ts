import { EventStore, type Append, type AppendOutcome, type Recorded } from '#kernel';

/**
 * The store as it was on a day of the city: whatever is written becomes known at that day's instant,
 * whoever writes it. It remembers what was written since it was last asked, for the policies that answer
 * to it.
 */
export class StoreOfThatDay extends EventStore {
  readonly capabilities;
  private instant = '1970-01-01T00:00:00Z';
  private written: Recorded[] = [];

  /** @param store opened to take `recordedAt` from its caller */
  constructor(private readonly store: EventStore) {
    super();
    this.capabilities = store.capabilities;
  }

  get now(): number {
    return Date.parse(this.instant);
  }

  turnTo(instant: string): void {
    this.instant = instant;
  }

  /** What became new since the last call, in the order it was written. */
  takeWritten(): Recorded[] {
    const taken = this.written;
    this.written = [];
    return taken.sort((one, other) => Number(one.position - other.position));
  }

  async append(append: Append): Promise<AppendOutcome> {
    const answer = await this.store.append({ ...append, recordedAt: this.instant });
    if (answer.outcome === 'ok') this.remember(append, answer);
    return answer;
  }

  private remember({ stream, events }: Append, last: { revision: number; position: bigint }): void {
    events.forEach(({ type, body, ...rest }, i) => {
      const behind = events.length - 1 - i;
      this.written.push({
        ...rest,
        event: { type, data: JSON.parse(body) as unknown },
        stream,
        position: last.position - BigInt(behind),
        revision: last.revision - behind,
        recordedAt: this.instant,
      });
    });
  }

  readStream: EventStore['readStream'] = (stream, from) => this.store.readStream(stream, from);
  readAll: EventStore['readAll'] = (from) => this.store.readAll(from);
  readSubject: EventStore['readSubject'] = (subject, from) => this.store.readSubject(subject, from);
  find: EventStore['find'] = (eventId) => this.store.find(eventId);
  head: EventStore['head'] = () => this.store.head();
  positionAt: EventStore['positionAt'] = (recordedAt) => this.store.positionAt(recordedAt);
  waitBeyond: EventStore['waitBeyond'] = (position, timeoutMs, signal) =>
    this.store.waitBeyond(position, timeoutMs, signal);
  close: EventStore['close'] = () => this.store.close();
}
