import type { AllStreamResolvedEvent, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { Unanswered } from './eventstoredb-faults.js';

export type Read = StreamingRead<ResolvedEvent | AllStreamResolvedEvent>;
/** A stored event as the client gives it, still with everything the server keeps. */
export type StoredEvent = NonNullable<ResolvedEvent['event']>;

/** To the end of a read, with a clock of our own: the client gives reads no deadline. */
export function allOf(read: Read, callMs: number, gone: AbortSignal): Promise<StoredEvent[]> {
  return new Promise((resolve, reject) => {
    const events: StoredEvent[] = [];
    let standing = 0;
    const give = (why: string) => {
      void read.cancel().catch(() => {});
      read.destroy(new Unanswered(why));
    };
    const leave = () => give('the connection was given up');
    const clock = setInterval(() => {
      if (events.length > standing) standing = events.length;
      else give(`a read stood still for ${callMs} ms`);
    }, callMs);
    const end = (settle: () => void) => {
      clearInterval(clock);
      gone.removeEventListener('abort', leave);
      settle();
    };
    gone.addEventListener('abort', leave);
    read.on('data', ({ event }: ResolvedEvent) => event && events.push(event));
    read.on('end', () => end(() => resolve(events)));
    read.on('error', (error) => end(() => reject(error)));
  });
}
