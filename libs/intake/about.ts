import type { Envelope } from './envelope.js';

const SUBJECT = /^[a-z-]{1,40}:(?!undefined$|null$|\[object)[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;

/** What a record says it is, as the list of rejections shows it. */
export const about = ({ source, id, contract, region }: Envelope) => ({
  source,
  sourceId: id,
  type: contract.type,
  region,
});

/** The same with whom it speaks of: whoever is erased takes the rejected record along. */
export const aboutAndOf = (envelope: Envelope) => ({ ...about(envelope), persons: personsIn(envelope) });

/** Whose personal data a record brings, as far as its data is what the contract asks for. */
function personsIn({ contract, data }: Pick<Envelope, 'contract' | 'data'>): readonly string[] {
  const said = data as Readonly<Record<string, unknown>>;
  const subjects = contract.personal
    .filter(({ field }) => said[field] !== undefined)
    .map(({ subject }) => subject(data))
    .filter((subject) => SUBJECT.test(subject));
  return [...new Set(subjects)];
}
