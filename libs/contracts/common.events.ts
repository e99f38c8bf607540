import { fields, id, listOf, maybe, oneOf, text, type EventMeta } from '#kernel';
import Type, { type Static } from 'typebox';
import { departmentCodes } from './department.words.js';

export const department = oneOf(...departmentCodes);

/** Who acted, and in which post. Acts are answered for by posts, and posts change hands. */
export const officer = fields({ officialId: id, postId: id }, { additionalProperties: false });
export type Officer = Static<typeof officer>;

/**
 * What supports the fact, by its fingerprint: the file stays with the department that took it, and whoever is
 * shown a file can tell whether it is the one.
 */
const piece = fields(
  {
    kind: oneOf('photo', 'video', 'document', 'sample'),
    name: text,
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
);
export type Evidence = Static<typeof piece>;
export const evidence = maybe(listOf(piece));

/**
 * Three grades, as departments suggest them; `grave` is 重大 and belongs to the competent organ (handbook trap
 * 9).
 */
export const gravity = oneOf('minor', 'serious', 'grave');
export type Gravity = Static<typeof gravity>;

export const aboutFacility = (facilityId: string) => `facility:${facilityId}`;
export const aboutCase = (caseId: string) => `case:${caseId}`;
export const aboutOfficer = ({ officialId, postId }: Officer) => [`official:${officialId}`, `post:${postId}`];

/** Staff of every department may read it (Opinion §14: joint enforcement); the public may not. */
export const forStaff = { label: 'L2', audience: ['staff', 'oversight'] } as const;
export const forPublic = { label: 'L1', audience: ['public', 'staff', 'oversight'] } as const;
/** Only the department that said it, and oversight. */
export const forDepartment = { label: 'L3', audience: ['department', 'oversight'] } as const;

export type Authorship = Pick<EventMeta, 'department' | 'region'>;
