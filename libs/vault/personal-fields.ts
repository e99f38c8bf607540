import type { Unprotected } from '#kernel';
import type { Said } from './sealing.js';

/** One personal value in one of many events. */
export interface PersonalValue extends Said {
  /** Which of the events asked about. */
  readonly index: number;
  readonly subject: string;
}

/** Every personal value that is really there; an optional field left out is nobody's data. */
export function personalValues(many: readonly Unprotected[]): PersonalValue[] {
  const found: PersonalValue[] = [];
  many.forEach(({ eventId, contract, data }, index) => {
    for (const { field, subject } of contract.personal) {
      const value = data[field];
      if (value !== undefined) found.push({ index, eventId, field, value, subject: subject(data) });
    }
  });
  return found;
}

/** The events' data with commitments in the place of persons. */
export function withCommitments(
  many: readonly Unprotected[],
  values: readonly PersonalValue[],
  commitments: readonly string[],
): Readonly<Record<string, unknown>>[] {
  const hidden = many.map(({ data }) => ({ ...data }) as Record<string, unknown>);
  values.forEach(({ index, field }, i) => {
    hidden[index]![field] = commitments[i];
  });
  return hidden;
}

/** A value as it is shown: text as it was said, anything else as JSON. */
export const asShown = (json: string): string => {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
};
