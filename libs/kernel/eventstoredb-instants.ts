import type { Recorded } from './event.js';
import { microsecondsOf, shortestInstant } from './store-admission.js';

/**
 * The instants an importer gives, one after the other: never in the future, and never earlier than the
 * event before.
 */
export class ImportedInstants {
  private newest: string | undefined;

  constructor(private readonly readNewest: () => Promise<Recorded | undefined>) {}

  async next(given: string | undefined): Promise<string> {
    const now = new Date().toISOString();
    const wished = given !== undefined && microsecondsOf(given) < microsecondsOf(now) ? given : now;
    this.newest ??= (await this.readNewest())?.recordedAt ?? wished;
    if (microsecondsOf(wished) > microsecondsOf(this.newest)) this.newest = wished;
    return shortestInstant(this.newest);
  }
}
