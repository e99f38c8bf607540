import { may, maySee, outOfReach, type Caller } from '#authority';
import { ContractBook, EventStore, PersonalData, type EventContract, type Recorded } from '#kernel';
import { Injectable } from '@nestjs/common';
import { EffectReader } from './effect.reader.js';
import type { EventAnswer, TraceAnswer } from './trace.answers.js';
import { ERASED, WITHHELD } from './trace.words.js';

type Content = Readonly<Record<string, unknown>>;
/** 追溯: one event, and by the same pure rules that made them, every row it made or moved. */
@Injectable()
export class TraceReader {
  constructor(
    private readonly store: EventStore,
    private readonly book: ContractBook,
    private readonly personalData: PersonalData,
    private readonly effects: EffectReader,
  ) {}

  /** Throws `authority/out-of-reach` for what is missing and for what the caller must not know of. */
  async trace(caller: Caller, eventId: string): Promise<TraceAnswer> {
    const recorded = await this.store.find(eventId);
    const contract = recorded && this.book.find(recorded.event.type);
    if (recorded === undefined || contract === undefined) throw outOfReach(eventId);
    const { department, region } = recorded.meta;
    if (!maySee(caller, { label: contract.label, department, region })) throw outOfReach(eventId);
    const data = await this.opened(caller, contract, recorded);
    return { event: answerOf(recorded, contract, data), put: await this.effects.of(caller, recorded) };
  }

  private async opened(caller: Caller, { personal }: EventContract, { event }: Recorded): Promise<Content> {
    const content = event.data as Content;
    const hidden = personal.flatMap(({ field }) => {
      const commitment = content[field];
      return typeof commitment === 'string' ? [[field, commitment] as const] : [];
    });
    if (hidden.length === 0) return content;
    const known = may(caller, 'personal/open')
      ? await this.personalData.open(hidden.map(([, commitment]) => commitment))
      : undefined;
    const shown = (commitment: string) => (known ? (known.get(commitment) ?? ERASED) : WITHHELD);
    return {
      ...content,
      ...Object.fromEntries(hidden.map(([field, commitment]) => [field, shown(commitment)])),
    };
  }
}

function answerOf(recorded: Recorded, { zh, en, label }: EventContract, data: Content): EventAnswer {
  const { event, meta, position, eventId, version, stream, revision } = recorded;
  const { occurredAt, recordedAt, subjects } = recorded;
  const source = meta.source === undefined ? null : { source: meta.source, sourceId: meta.sourceId ?? null };
  return {
    eventId,
    type: event.type,
    version,
    zh,
    en,
    label,
    position: String(position),
    stream,
    revision,
    occurredAt,
    recordedAt,
    recordedBy: meta.actor,
    department: meta.department,
    region: meta.region,
    subjects,
    source,
    causedBy: meta.causedBy ?? null,
    data,
  };
}
