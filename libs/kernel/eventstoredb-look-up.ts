import type { EventIndex, Known } from './eventstoredb-index.js';

interface Question {
  readonly eventIds: readonly string[];
  readonly stream: string;
  readonly answer: (known: Known) => void;
  readonly fail: (error: unknown) => void;
}

const MOST_IDS = 2_000;
const MOST_AT_ONCE = 1;

/** Asks the index for many callers in one question: while one is under way, the next ones gather. */
export class GatheredLookUps {
  private waiting: Question[] = [];
  private underWay = 0;

  constructor(private readonly index: EventIndex) {}

  lookUp(eventIds: readonly string[], stream: string): Promise<Known> {
    return new Promise((answer, fail) => {
      this.waiting.push({ eventIds, stream, answer, fail });
      if (this.waiting.length === 1) setImmediate(() => this.ask());
    });
  }

  private ask(): void {
    while (this.waiting.length > 0 && this.underWay < MOST_AT_ONCE) {
      const group = this.take();
      this.underWay += 1;
      const eventIds = group.flatMap((question) => question.eventIds);
      const streams = [...new Set(group.map(({ stream }) => stream))];
      this.index
        .lookUp(eventIds, streams)
        .then(
          (known) => group.forEach(({ answer }) => answer(known)),
          (error: unknown) => group.forEach(({ fail }) => fail(error)),
        )
        .finally(() => {
          this.underWay -= 1;
          this.ask();
        });
    }
  }

  private take(): Question[] {
    let [ids, count] = [0, 0];
    for (const { eventIds } of this.waiting) {
      if (count > 0 && ids + eventIds.length > MOST_IDS) break;
      ids += eventIds.length;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }
}
