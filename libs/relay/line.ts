import type { ContractBook, EventStore, Outgoing, SerialProducer } from '#kernel';
import type { Agreement } from './agreement.js';
import { publish, type Place } from './outgoing.js';
import { RENEWAL_MS, type Places, type Tenure } from './places.adapter.js';

export interface LineDesk {
  readonly store: EventStore;
  readonly book: ContractBook;
  readonly places: Pick<Places, 'acquire' | 'move' | 'renew' | 'release'>;
  readonly producer: Pick<SerialProducer, 'send'>;
  readonly tell: (words: string) => void;
  readonly pause: (ms: number) => Promise<void>;
}

const PAGE = 500;
/** A broker takes a megabyte at once, all messages of a partition together. */
const SEND_BYTES = 512 * 1024;
const TAKE_OVER_MS = 2_000;
const LONGEST_PAUSE_MS = 10_000;

/** Messages in portions a broker takes. */
export function* portions(messages: readonly Outgoing[]): Generator<Outgoing[]> {
  let portion: Outgoing[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value ?? '') + 1_024;
    if (portion.length > 0 && bytes + size > SEND_BYTES) {
      yield portion;
      [portion, bytes] = [[], 0];
    }
    portion.push(message);
    bytes += size;
  }
  if (portion.length > 0) yield portion;
}

/**
 * Brings the log to one agreement's topic, for as long as the program runs: reads by position, sends, and
 * only then moves its place, so a crash sends again and leaves nothing out.
 */
export class Line {
  constructor(
    private readonly agreement: Agreement,
    private readonly topic: string,
    private readonly desk: LineDesk,
  ) {}

  /** Ends when the signal says so, after the page in hand. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      try {
        const tenure = await this.desk.places.acquire(this.agreement.name);
        if (tenure) await this.hold(tenure, signal);
        else await this.desk.pause(TAKE_OVER_MS);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.desk.tell(
          `${this.topic}: try ${failures}: ${error instanceof Error ? error.message : String(error)}`,
        );
        await this.desk.pause(Math.min(100 * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS));
      }
    }
  }

  private async hold(tenure: Tenure, signal: AbortSignal): Promise<void> {
    let lost: unknown;
    const renewal = setInterval(() => {
      this.desk.places.renew(tenure).catch((error: unknown) => (lost ??= error));
    }, RENEWAL_MS);
    try {
      for (let place = tenure.place; !signal.aborted;) {
        if (lost !== undefined) throw lost;
        place = await this.page(tenure, place, signal);
      }
    } finally {
      clearInterval(renewal);
      await this.desk.places.release(tenure).catch(() => undefined);
    }
  }

  private async page(tenure: Tenure, from: Place, signal: AbortSignal): Promise<Place> {
    const { store, book, producer, places } = this.desk;
    const { events, next } = await store.readAll({ after: from.position, limit: PAGE });
    if (next === from.position) {
      await store.waitBeyond(from.position, RENEWAL_MS, signal);
      return from;
    }
    const { messages, place } = publish(events, from, { agreement: this.agreement, topic: this.topic, book });
    for (const portion of portions(messages)) await producer.send(portion);
    const reached = { ...place, position: next };
    await places.move(tenure, reached);
    return reached;
  }
}
