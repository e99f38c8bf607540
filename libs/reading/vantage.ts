import { EventStore, ReadModels, Refused, refuse } from '#kernel';
import { shanghaiDay } from '#rulebook';
import { Injectable } from '@nestjs/common';
import type { AsOfAsked } from './asking.js';
import type { AsOfAnswer } from './page.answers.js';

const WAIT_MS = 5_000;
const LAST_MICROSECOND = 'T15:59:59.999999Z';
const WHOLE_DAY = /^\d{4}-\d\d-\d\d$/;

/** From where in the two times a question is answered. */
export interface Vantage {
  readonly asOf: AsOfAnswer;
  /** The last instant of the world that counts, with six digits of a second; null: until now. */
  readonly trueUpTo: string | null;
  /** The last position that counts; null: all that is known. */
  readonly knownUpTo: bigint | null;
  /** What the slowest of the read models asked had seen. */
  readonly position: bigint;
  /** The Shanghai day from which "late" is counted. */
  readonly day: string;
}
export const isPast = ({ trueUpTo, knownUpTo }: Vantage) => trueUpTo !== null || knownUpTo !== null;

/**
 * Turns what a caller asks about time into what a reader needs, once the reader has seen what the caller
 * wrote.
 */
@Injectable()
export class Vantages {
  constructor(
    private readonly readModels: ReadModels,
    private readonly store: EventStore,
  ) {}

  /** Throws `NotYetSeen` after five seconds, `read/no-such-time` for a thirtieth of February. */
  async take(asked: AsOfAsked, projections: readonly string[]): Promise<Vantage> {
    const { minPosition, asOfTrue = null, asOfKnown = null } = asked;
    if (minPosition !== undefined) {
      const wanted = BigInt(minPosition);
      await Promise.all(projections.map((name) => this.readModels.waitFor(name, wanted, WAIT_MS)));
    }
    const seen = await Promise.all(projections.map((name) => this.readModels.seen(name)));
    const trueUpTo = asOfTrue === null ? null : lastInstantOf(asOfTrue);
    const knownAt = asOfKnown === null || /^\d{1,18}$/.test(asOfKnown) ? null : lastInstantOf(asOfKnown);
    return {
      asOf: { true: asOfTrue, known: asOfKnown },
      trueUpTo,
      knownUpTo: await this.positionOf(asOfKnown, knownAt),
      position: seen.reduce((least, one) => (one < least ? one : least)),
      day: shanghaiDay(trueUpTo ?? knownAt ?? new Date().toISOString()),
    };
  }

  private async positionOf(asked: string | null, knownAt: string | null): Promise<bigint | null> {
    if (asked === null) return null;
    return knownAt === null ? BigInt(asked) : this.store.positionAt(knownAt);
  }
}

/** A day means until its end in Shanghai; an instant means itself, in UTC with six digits. */
export function lastInstantOf(given: string): string {
  const instant = WHOLE_DAY.test(given) ? `${given}${LAST_MICROSECOND}` : given;
  const parsed = new Date(instant);
  const day = given.slice(0, 10);
  if (Number.isNaN(parsed.getTime()) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    throw new Refused(refuse('read/no-such-time', { given }));
  const micros = /\.(\d{1,6})/.exec(instant)?.[1] ?? '';
  return `${parsed.toISOString().slice(0, 19)}.${micros.padEnd(6, '0')}Z`;
}

/**
 * Whether something happened by the last instant that counts. `upTo` has six digits of a second; events may
 * have fewer.
 */
export const happenedBy = (occurredAt: string, upTo: string | null) =>
  upTo === null || occurredAt.slice(0, -1) <= upTo.slice(0, -1);
