import type { EventContract } from './event.js';

/** What enters the log instead of a person: `pd1:` and a keyed commitment, 43 characters of base64url. */
export const COMMITMENT = /^pd1:[A-Za-z0-9_-]{43}$/;

export interface Unprotected {
  readonly eventId: string;
  readonly contract: EventContract;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The subject asked to be forgotten; nothing more may be recorded about it in clear or otherwise. */
export class SubjectErased extends Error {
  override readonly name = 'SubjectErased';
  constructor(readonly subject: string) {
    super(subject);
  }
}

/** What forgetting a subject did. */
export interface Erasure {
  readonly subject: string;
  /** When the key was destroyed for the first time. */
  readonly erasedAt: string;
  /** Values destroyed now; 0 when it is said again. */
  readonly values: number;
}

/**
 * Bytes in which persons may stand, though nobody could say where: a record turned away, a table. All that
 * one holder keeps lies under one key of its own and is forgotten together.
 */
export interface Enclosure {
  /** `rejection:…`, `file:…`: erased like any subject. */
  readonly holder: string;
  /** Which of the holder's contents; sealed bytes open in their own place only. */
  readonly part: string;
  readonly clear: Buffer;
  /** Subjects known to be spoken of in it: erasing one of them erases the holder. */
  readonly about?: readonly string[];
}
export interface Enclosed extends Pick<Enclosure, 'holder' | 'part'> {
  readonly sealed: Buffer;
}

/** Who asked for an erasure, and why. Kept only where neither can be read without the vault's own key. */
export interface ErasureOrder {
  readonly account: string;
  readonly reason: string;
}

/** The door between facts and persons. Adapters: the vault, and memory for tests. */
export abstract class PersonalData {
  /**
   * Replaces declared personal fields by commitments and keeps the values. The same event gives the same
   * commitments again, so a retry stays a duplicate. Answers in the order asked; throws {@link
   * SubjectErased}.
   */
  abstract protect(many: readonly Unprotected[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Values behind commitments, for whoever may see them; `undefined` once the subject is erased. */
  abstract open(commitments: readonly string[]): Promise<ReadonlyMap<string, string | undefined>>;
  /** Sealed bytes in the order asked; `undefined` where the holder, or somebody it is about, was erased. */
  abstract enclose(many: readonly Enclosure[]): Promise<readonly (Buffer | undefined)[]>;
  /** The bytes again; `undefined` once the holder was erased. Throws when they are not what was sealed there. */
  abstract disclose(many: readonly Enclosed[]): Promise<readonly (Buffer | undefined)[]>;
  /**
   * Destroys the subject's key, and those of all holders that are about it. Every event stays readable, every value of the subject is gone, and nothing
   * more is taken about it. Repeatable: the first order and its time stay.
   */
  abstract erase(subject: string, order?: ErasureOrder): Promise<Erasure>;
}
