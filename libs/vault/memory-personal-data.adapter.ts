import { PersonalData, SubjectErased } from '#kernel';
import type { Enclosed, Enclosure, Erasure, ErasureOrder, Unprotected } from '#kernel';
import { randomBytes, type KeyObject } from 'node:crypto';
import { asShown, personalValues, withCommitments, type PersonalValue } from './personal-fields.js';
import { commit, KEY_BYTES, prepared, seal, unseal, written } from './sealing.js';

/** The vault's behaviour without a database, for tests. Nothing outlives the process. */
export class MemoryPersonalData extends PersonalData {
  private readonly keys = new Map<string, KeyObject>();
  private readonly values = new Map<string, { subject: string; json: string }>();
  private readonly erased = new Map<string, string>();
  private readonly mentions = new Map<string, Set<string>>();

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

  async enclose(many: readonly Enclosure[]) {
    return many.map(({ holder, part, clear, about = [] }) => {
      if ([holder, ...about].some((one) => this.erased.has(one))) return undefined;
      for (const subject of about)
        this.mentions.set(subject, (this.mentions.get(subject) ?? new Set<string>()).add(holder));
      return seal(this.keyOf(holder), clear, `${holder}/${part}`);
    });
  }

  async disclose(many: readonly Enclosed[]) {
    return many.map(({ holder, part, sealed }) => {
      const key = this.keys.get(holder);
      return key && unseal(key, sealed, `${holder}/${part}`);
    });
  }

  async erase(subject: string, _?: ErasureOrder): Promise<Erasure> {
    this.keys.delete(subject);
    for (const holder of this.mentions.get(subject) ?? []) {
      this.keys.delete(holder);
      this.erased.set(holder, new Date().toISOString());
    }
    const erasedAt = this.erased.get(subject) ?? new Date().toISOString();
    this.erased.set(subject, erasedAt);
    const theirs = [...this.values].filter(([, kept]) => kept.subject === subject);
    for (const [commitment] of theirs) this.values.delete(commitment);
    return { subject, erasedAt, values: theirs.length };
  }

  private keep(said: PersonalValue): string {
    const commitment = written(commit(this.keyOf(said.subject), said));
    this.values.set(commitment, { subject: said.subject, json: JSON.stringify(said.value) });
    return commitment;
  }

  private keyOf(subject: string): KeyObject {
    const key = this.keys.get(subject) ?? prepared(randomBytes(KEY_BYTES));
    this.keys.set(subject, key);
    return key;
  }
}
