import { PersonalData, SubjectErased, type Erasure, type ErasureOrder, type Unprotected } from '#kernel';
import { randomBytes, type KeyObject } from 'node:crypto';
import { asShown, personalValues, withCommitments, type PersonalValue } from './personal-fields.js';
import { commit, KEY_BYTES, prepared, written } from './sealing.js';

/** The vault's behaviour without a database, for tests. Nothing outlives the process. */
export class MemoryPersonalData extends PersonalData {
  private readonly keys = new Map<string, KeyObject>();
  private readonly values = new Map<string, { subject: string; json: string }>();
  private readonly erased = new Map<string, string>();

  async protect(many: readonly Unprotected[]) {
    const values = personalValues(many);
    const gone = values.find(({ subject }) => this.erased.has(subject));
    if (gone) throw new SubjectErased(gone.subject);
    return withCommitments(
      many,
      values,
      values.map((value) => this.keep(value)),
    );
  }

  async open(commitments: readonly string[]) {
    return new Map(
      commitments.map((commitment) => {
        const kept = this.values.get(commitment);
        return [commitment, kept && asShown(kept.json)] as const;
      }),
    );
  }

  async erase(subject: string, _?: ErasureOrder): Promise<Erasure> {
    this.keys.delete(subject);
    const erasedAt = this.erased.get(subject) ?? new Date().toISOString();
    this.erased.set(subject, erasedAt);
    const theirs = [...this.values].filter(([, kept]) => kept.subject === subject);
    for (const [commitment] of theirs) this.values.delete(commitment);
    return { subject, erasedAt, values: theirs.length };
  }

  private keep(said: PersonalValue): string {
    const key = this.keys.get(said.subject) ?? prepared(randomBytes(KEY_BYTES));
    this.keys.set(said.subject, key);
    const commitment = written(commit(key, said));
    this.values.set(commitment, { subject: said.subject, json: JSON.stringify(said.value) });
    return commitment;
  }
}
