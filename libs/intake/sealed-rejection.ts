import type { Enclosed, Enclosure, Fault, PersonalData } from '#kernel';

/** What was said about a record, in words that may quote it. */
export interface Told {
  readonly zh: string;
  readonly en: string;
  readonly errors: readonly Fault[];
}
/** What somebody wrote when they settled a rejection. */
export interface Settled {
  readonly repaired: string | null;
  readonly reason: string | null;
}
/** Everything of a rejection in which a person may stand. */
export interface SaidInIt {
  readonly original: Buffer;
  readonly told: Told;
  readonly settled: Settled;
}

export const holderOf = (rejectionId: string) => `rejection:${rejectionId}`;

const asBytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const readAs = <T>(bytes: Buffer | undefined) => bytes && (JSON.parse(bytes.toString()) as T | undefined);

export interface ToSeal extends Pick<SaidInIt, 'original' | 'told'> {
  readonly rejectionId: string;
  readonly about: readonly string[];
}
export interface Sealed {
  readonly original: Buffer | undefined;
  readonly told: Buffer | undefined;
}

/** Two parts of each, in the order given; `undefined` where somebody in it asked to be forgotten. */
export async function sealAll(persons: PersonalData, many: readonly ToSeal[]): Promise<Sealed[]> {
  const parts = many.flatMap(({ rejectionId, about, original, told }): Enclosure[] => {
    const holder = holderOf(rejectionId);
    return [
      { holder, about, part: 'original', clear: original },
      { holder, about, part: 'told', clear: asBytes(told) },
    ];
  });
  const sealed = await persons.enclose(parts);
  return many.map((_, at) => ({ original: sealed[2 * at], told: sealed[2 * at + 1] }));
}

export async function sealSettlement(persons: PersonalData, rejectionId: string, settled: Settled) {
  const [sealed] = await persons.enclose([
    { holder: holderOf(rejectionId), part: 'settlement', clear: asBytes(settled) },
  ]);
  return sealed;
}

/** The columns of one row, as they lie in the table. */
export interface SealedRow {
  readonly rejectionId: string;
  readonly sealedOriginal: Buffer | null;
  readonly sealedTold: Buffer | null;
  readonly sealedSettlement: Buffer | null;
}

/** What each row says, opened; `undefined` where its key is gone. */
export async function openAll(persons: PersonalData, rows: readonly SealedRow[]) {
  const parts: Enclosed[] = [];
  const add = (holder: string, part: string, sealed: Buffer | null) => {
    if (sealed !== null) parts.push({ holder, part, sealed });
  };
  for (const row of rows) {
    const holder = holderOf(row.rejectionId);
    add(holder, 'original', row.sealedOriginal);
    add(holder, 'told', row.sealedTold);
    add(holder, 'settlement', row.sealedSettlement);
  }
  const opened = await persons.disclose(parts);
  const byPlace = new Map(parts.map(({ holder, part }, at) => [`${holder}/${part}`, opened[at]]));
  return rows.map(({ rejectionId }) => {
    const at = (part: string) => byPlace.get(`${holderOf(rejectionId)}/${part}`);
    return {
      original: at('original'),
      told: readAs<Told>(at('told')),
      settled: readAs<Settled>(at('settlement')),
    };
  });
}
