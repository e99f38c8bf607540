import { refuse, SubjectErased, type ContractBook, type EventStore, type Scribe } from '#kernel';
import { about } from './about.js';
import { answer, type Keep } from './answer.js';
import { appendAll, type LandAll, type Ready } from './append.js';
import { judge, readAll, type Admitted, type Read, type Verdict } from './checks.js';
import { isDatabaseAway } from './database-away.js';
import {
  facilitiesIn,
  isAbout,
  note,
  readyFor,
  registrationsOf,
  toWrite,
  unknown,
  withoutPersons,
  type Fate,
  type Received,
} from './fate.js';
import type { FacilityRegions } from './facility-regions.adapter.js';
import type { Door, IntakeResult, RawRecord } from './record.js';
import type { Rejections } from './rejections.adapter.js';
import type { Sender } from './sender.js';

/** What intake stands on. */
export interface IntakeDesk {
  readonly store: EventStore;
  readonly scribe: Scribe;
  readonly facilities: Pick<FacilityRegions, 'of' | 'register'>;
  readonly rejections: Pick<Rejections, 'keep'>;
  readonly now: () => number;
}
/**
 * One core behind every door: checks each record, writes down what holds, keeps what does not, answers one
 * by one.
 */
export class Intake {
  private readonly book: ContractBook;

  constructor(private readonly desk: IntakeDesk) {
    this.book = desk.scribe.book;
  }

  /**
   * Results in the order received. A bad record never stops the rest. Never throws because the database is
   * away: what is not known to be safe is answered `unknown`, and sending everything again is safe. `land`
   * brings what was admitted into history when the door has its own way to do that.
   */
  async receive(
    records: readonly RawRecord[],
    sender: Sender,
    door: Door,
    land?: LandAll,
  ): Promise<IntakeResult[]> {
    return this.take({ records, sender, door }, (kept) => this.desk.rejections.keep(kept), land);
  }

  /**
   * Repaired records. What is turned away is answered and not kept: the original stands in the list
   * already.
   */
  again(records: readonly RawRecord[], sender: Sender, door: Door): Promise<IntakeResult[]> {
    return this.take({ records, sender, door }, () => Promise.resolve());
  }

  private async take(received: Received, keep: Keep, land?: LandAll): Promise<IntakeResult[]> {
    const { records, sender } = received;
    const opened = readAll(records, this.book, sender);
    try {
      const fates = await this.record(await this.judgeAll(opened, sender), land);
      return await answer(fates, received, keep);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      return opened.map((one, index) => unknown(index, 'envelope' in one ? one.envelope.id : null));
    }
  }

  /** In the order sent, so that a registration holds for the records behind it. */
  private async judgeAll(opened: readonly Read[], sender: Sender): Promise<Verdict[]> {
    const known = await this.desk.facilities.of(facilitiesIn(opened));
    const registered = new Map<string, string>();
    const standsIn = (id: string) => known.get(id) ?? registered.get(id);
    const now = this.desk.now();
    return opened.map((one) => {
      if ('rejection' in one) return one;
      const verdict = judge(one.envelope, sender, { now, standsIn });
      if ('admitted' in verdict) note(registered, verdict.admitted);
      return verdict;
    });
  }

  private async record(verdicts: readonly Verdict[], land?: LandAll): Promise<Fate[]> {
    const { fates, ready } = await this.write(verdicts);
    const landed = await (land ? land(ready) : appendAll(this.desk.store, ready));
    await this.desk.facilities.register(registrationsOf(fates, landed));
    return fates.map((fate, index) => {
      const landing = landed.get(index);
      return landing && 'admitted' in fate ? { ...fate, landing } : fate;
    });
  }

  /** One call for all; whoever asked to be forgotten is taken out, and the rest is written. */
  private async write(verdicts: readonly Verdict[]): Promise<{ fates: readonly Fate[]; ready: Ready[] }> {
    const fates: Fate[] = [...verdicts];
    for (;;) {
      const open = toWrite(fates);
      try {
        const events = await this.desk.scribe.write(open.map(({ admitted }) => admitted.draft));
        return { fates, ready: open.map(({ admitted, index }, i) => readyFor(admitted, events[i]!, index)) };
      } catch (error) {
        if (!(error instanceof SubjectErased)) throw error;
        const theirs = open.filter(({ admitted }) => isAbout(admitted, error.subject));
        if (theirs.length === 0) throw error;
        for (const { admitted, index } of theirs) fates[index] = await this.forgotten(admitted);
      }
    }
  }

  /** Recorded before the person was erased: nothing new. Not recorded: it stays out. */
  private async forgotten(admitted: Admitted): Promise<Fate> {
    const before = await this.desk.store.find(admitted.draft.eventId);
    if (before) return { admitted, landing: { outcome: 'duplicate', position: before.position } };
    return {
      rejection: {
        step: 'meaning',
        refusal: refuse('intake/subject-erased'),
        ...about(admitted.envelope),
        remains: withoutPersons(admitted),
      },
    };
  }
}
