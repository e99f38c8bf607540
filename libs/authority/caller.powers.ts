import { liesWithin, regionCodes, type Department, type Region } from '#contracts';
import { Refused, refuse, type Label } from '#kernel';
import type { AuthorityRefusal } from './authority.refusals.js';
import type { Permission, Role } from './authority.words.js';

/** Who asks. Made from a checked token and from nothing else. */
export interface Caller {
  /** `fire-inspector-lanshan`, or a department's system. */
  readonly account: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly role: Role;
  readonly department: Department;
  /** What lies within it is in scope too: the city's accounts reach all its districts and counties. */
  readonly region: Region;
  /** The official this account belongs to, where it belongs to one. */
  readonly official?: string;
}

const reading = ['facility/read', 'timeline/read', 'event/read', 'figures/read'] as const;
const conducting = ['inspection/conduct', 'rectification/conduct'] as const;

/** What each role may do at all. Department, region and label then limit to what. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  inspector: [...reading, ...conducting],
  clerk: [...reading, 'intake/read', 'intake/send', 'intake/repair'],
  lead: [...reading, ...conducting, 'official/read', 'personal/open'],
  coordinator: reading,
  auditor: [...reading, 'official/read', 'intake/read', 'personal/open', 'personal/erase'],
  dashboard: ['figures/read', 'facility/read', 'timeline/read'],
  system: ['intake/send'],
  operator: ['platform/operate'],
};
export const may = ({ role }: Pick<Caller, 'role'>, permission: Permission) =>
  permissionsOf[role].includes(permission);

const ofOwnDepartment: readonly Label[] = ['L1', 'L2', 'L3'];
const labelsByRole: Readonly<Record<Role, readonly Label[]>> = {
  inspector: ofOwnDepartment,
  clerk: ofOwnDepartment,
  lead: ofOwnDepartment,
  coordinator: ofOwnDepartment,
  auditor: ['L1', 'L2', 'L3', 'L4'],
  dashboard: ['L1', 'L2'],
  system: [],
  operator: [],
};

/** Labels a caller may see somewhere; L3 only of the own department, see {@link maySee}. */
export const labelsOf = ({ role }: Pick<Caller, 'role'>) => labelsByRole[role];

/** The caller's own region and all within. */
export const regionsOf = ({ region }: Pick<Caller, 'region'>): readonly Region[] =>
  regionCodes.filter((code) => liesWithin(code, region));

/** What is asked about: whose word it is, where it concerns, how far it may travel. */
export interface Seen {
  readonly label: Label;
  readonly department: string;
  readonly region: string;
}

/**
 * L1 and L2 of every department within the region (Opinion §14, joint enforcement); L3 of the own
 * department; everything in the region for oversight.
 */
export function maySee(caller: Caller, { label, department, region }: Seen): boolean {
  if (!liesWithin(region, caller.region) || !labelsOf(caller).includes(label)) return false;
  return label !== 'L3' || department === caller.department || caller.role === 'auditor';
}

/** Whether the caller may say something in this department's name about this region. */
export const maySpeakFor = (caller: Caller, { department, region }: Omit<Seen, 'label'>) =>
  department === caller.department && liesWithin(region, caller.region);

/**
 * The one answer for what is missing and for what the caller must not know of: the two cannot be told apart.
 */
export const outOfReach = (id: string) =>
  new Refused(refuse('authority/out-of-reach', { id }) satisfies AuthorityRefusal);
