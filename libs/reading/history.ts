import { EventStore, Scribe, type DomainEvent, type Recorded } from '#kernel';
import { Injectable } from '@nestjs/common';
import { happenedBy, type Vantage } from './vantage.js';

const PAGE = 1_000;

/**
 * All that was true and known about one subject, for replaying it through the rules of today's read models.
 */
@Injectable()
export class Histories {
  constructor(
    private readonly store: EventStore,
    private readonly scribe: Scribe,
  ) {}

  async about<E extends DomainEvent>(
    subject: string,
    { trueUpTo, knownUpTo }: Pick<Vantage, 'trueUpTo' | 'knownUpTo'>,
  ): Promise<Recorded<E>[]> {
    const history: Recorded<E>[] = [];
    for (let after = 0n; ;) {
      const upTo = knownUpTo === null ? {} : { upTo: knownUpTo };
      const page = await this.store.readSubject(subject, { after, limit: PAGE, ...upTo });
      for (const recorded of page)
        if (happenedBy(recorded.occurredAt, trueUpTo))
          history.push(this.scribe.book.current(recorded) as Recorded<E>);
      if (page.length < PAGE) return history;
      after = page.at(-1)!.position;
    }
  }
}
