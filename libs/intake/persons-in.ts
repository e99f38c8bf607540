import type { Envelope } from './envelope.js';

const SUBJECT = /^[a-z-]{1,40}:(?!undefined$|null$|\[object)[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** Whose personal data a record brings, as far as its data is what the contract asks for. */
export function personsIn({ contract, data }: Pick<Envelope, 'contract' | 'data'>): readonly string[] {
  const said = data as Readonly<Record<string, unknown>>;
  const subjects = contract.personal
    .filter(({ field }) => said[field] !== undefined)
    .map(({ subject }) => subject(data))
    .filter((subject) => SUBJECT.test(subject));
  return [...new Set(subjects)];
}
