import type { Department, PublishedEvent, Region } from '#contracts';
import { instantOf } from './clock-face.js';

/** The words the city can say: an event, with whose word it is, where, and when it was so. */
export interface Circumstance {
  readonly department: Department;
  readonly region: Region;
  readonly day: string;
  /** Minutes since midnight in Shanghai. */
  readonly at: number;
}

/** One fact of the city before it is told. `told` is when the platform learned of it. */
export interface Fact {
  readonly event: PublishedEvent;
  readonly department: Department;
  readonly region: Region;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** Said by an officer at our own screens instead of sent by the department's system. */
  readonly byHand: boolean;
  readonly order: number;
}

/** Records of one department in one region that lay in a drawer and were sent together. */
export interface HeldBack {
  readonly department: Department;
  readonly region: Region;
  readonly from: string;
  readonly to: string;
  readonly toldOn: string;
}

/** When each department's system sends the day's records, in minutes since midnight in Shanghai. */
const sendingHour: Partial<Record<Department, number>> = {
  ASB: 17 * 60 + 40,
  HC: 18 * 60 + 10,
  FIRE: 18 * 60 + 45,
  MSA: 19 * 60 + 20,
  PSB: 21 * 60 + 30,
  EMB: 20 * 60 + 5,
  EDU: 17 * 60 + 55,
  CAB: 17 * 60 + 50,
  GOV: 17 * 60 + 30,
  DZ: 17 * 60 + 35,
};
const sentAt = (department: Department) => sendingHour[department] ?? 20 * 60;

/** What happened in the city, gathered in any order and read out in the order in which it became known. */
export class Chronicle {
  private readonly facts: Fact[] = [];

  constructor(
    /** First day of the city: what is older was told on this day. */
    readonly since: string,
    /** The first day that is not told any more. */
    readonly until: string,
    private readonly heldBack: readonly HeldBack[] = [],
  ) {}

  /** Told with the evening's records of its own day; older facts with those of the first day. */
  tell(event: PublishedEvent, circumstance: Circumstance): void {
    const { department, region, day } = circumstance;
    const held = this.heldBack.find(
      (month) =>
        month.department === department && month.region === region && month.from <= day && day <= month.to,
    );
    const toldOn = held?.toldOn ?? (day < this.since ? this.since : day);
    this.tellOn(toldOn, event, { ...circumstance, at: Math.min(circumstance.at, sentAt(department) - 1) });
  }

  /** Told on another day than it happened. */
  tellOn(toldOn: string, event: PublishedEvent, { department, region, day, at }: Circumstance): void {
    const recordedAt = instantOf(toldOn, sentAt(department));
    this.add(event, { department, region, occurredAt: instantOf(day, at), recordedAt, byHand: false });
  }

  /** Said at once, by an officer at our own screens. */
  say(event: PublishedEvent, { department, region, day, at }: Circumstance): void {
    const occurredAt = instantOf(day, at);
    this.add(event, { department, region, occurredAt, recordedAt: instantOf(day, at + 2), byHand: true });
  }

  private add(event: PublishedEvent, rest: Omit<Fact, 'event' | 'order'>): void {
    this.facts.push({ event, ...rest, order: this.facts.length });
  }

  /** By the time of telling, then of happening; what lies beyond the last day has not happened yet. */
  readOut(): Fact[] {
    const last = instantOf(this.until, 0);
    return this.facts
      .filter(({ recordedAt }) => recordedAt < last)
      .sort(
        (one, other) =>
          compare(one.recordedAt, other.recordedAt) ||
          compare(one.department, other.department) ||
          compare(one.occurredAt, other.occurredAt) ||
          one.order - other.order,
      );
  }
}

/** Texts by their units: no locale has a say in the order. */
export const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
