import type { PublishedEvent } from '#contracts';
import { compare, type Fact } from './chronicle.js';
import { RUNNING_NUMBER } from './document.words.js';

type Numbered = { documentNo?: string; filingNo?: string };

/**
 * Gives every document its number: one row of numbers for each organ, kind and year, in the order of
 * events.
 */
export function numbered(facts: readonly Fact[]): Fact[] {
  const last = new Map<string, number>();
  const inOrder = [...facts].sort(
    (one, other) => compare(one.occurredAt, other.occurredAt) || one.order - other.order,
  );
  const numbers = new Map(
    inOrder.flatMap((fact) => {
      const { documentNo, filingNo } = fact.event.data as Numbered;
      const row = documentNo ?? filingNo;
      if (!row?.includes(RUNNING_NUMBER)) return [];
      const number = (last.get(row) ?? 0) + 1;
      last.set(row, number);
      return [[fact.order, number] as const];
    }),
  );
  return facts.map((fact) => {
    const number = numbers.get(fact.order);
    return number === undefined ? fact : { ...fact, event: withNumber(fact.event, number) };
  });
}

function withNumber(event: PublishedEvent, number: number): PublishedEvent {
  const data = event.data as Numbered;
  const put = (text: string) => text.replace(RUNNING_NUMBER, String(number).padStart(4, '0'));
  const written = {
    ...data,
    ...(data.documentNo ? { documentNo: put(data.documentNo) } : {}),
    ...(data.filingNo ? { filingNo: put(data.filingNo) } : {}),
  };
  return { ...event, data: written } as PublishedEvent;
}
