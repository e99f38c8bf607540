import {
  CITY,
  regionCodes,
  regions,
  type Department,
  type Officer,
  type PublishedEvent,
  type Region,
} from '#contracts';
import type { DataOf } from '#kernel';
import { addDays, workingDayFrom } from '#rulebook';
import type { Dice } from './dice.js';
import type { NameGiver } from './name-giver.js';

type Role = DataOf<PublishedEvent, 'PostEstablished'>['role'];

export interface Tenure {
  readonly officialId: string;
  readonly name: string;
  readonly from: string;
  /** The day of leaving; absent: still in the post. */
  readonly to?: string;
}

export interface Post {
  readonly postId: string;
  readonly department: Department;
  readonly region: Region;
  readonly role: Role;
  readonly title: string;
  readonly tenures: readonly Tenure[];
}

const organs: Partial<Record<Department, string>> = {
  FIRE: '消防救援',
  MSA: '市场监管',
  PSB: '公安',
  HC: '卫生健康',
  ASB: '行政审批',
  EMB: '应急管理',
  EDU: '教育',
  CAB: '民政',
};
const inspectors: readonly (readonly [Role, string, string])[] = [
  ['section-head', 'head', '托育监管负责人'],
  ['co-officer', 'officer', '托育监管员'],
];
/** Departments that keep officers in every region; the others act from the city. */
export const regionalDepartments = ['FIRE', 'MSA', 'PSB', 'HC'] as const;
export const cityDepartments = ['ASB', 'EMB', 'EDU', 'CAB'] as const;
/** These keep one officer of their own in the largest district. */
const seatedInLanshan = ['EMB', 'EDU', 'CAB'] as const;
export const districts = regionCodes.filter((code) => code !== CITY);
/** Development zones are governed by their committees (Opinion: 开发区管委会). */
export const governmentOf = (region: Region): Department => (region >= '371371' ? 'DZ' : 'GOV');

export const postIdOf = (department: Department, region: Region, desk: 'head' | 'officer' | 'principal') =>
  `P-${department}-${region}-${desk}`;

/**
 * Officials known beforehand, by post: those with demo accounts, and those a storyline is about. They are
 * not moved.
 */
export type Settled = ReadonlyMap<string, readonly Tenure[]>;

/** Who holds which post, and since when. */
export function officialRoll(dice: Dice, names: NameGiver, of: { since: string; settled: Settled }): Post[] {
  let number = 1000;
  const official = () => `O-${(number += dice.between(1, 9))}`;
  const holders = (): Tenure[] => {
    const from = workingDayFrom(addDays(of.since, -dice.between(120, 1400)));
    const first = { officialId: official(), name: names.person(), from };
    if (!dice.inHundred(18)) return [first];
    const to = workingDayFrom(addDays(of.since, dice.between(40, 480)));
    return [
      { ...first, to },
      { officialId: official(), name: names.person(), from: workingDayFrom(addDays(to, 1)) },
    ];
  };
  return desks().map((desk) => ({ ...desk, tenures: of.settled.get(desk.postId) ?? holders() }));
}

function desks(): Omit<Post, 'tenures'>[] {
  const ofDepartment = (department: Department, region: Region) =>
    inspectors.map(([role, desk, title]) => ({
      postId: postIdOf(department, region, desk as 'head' | 'officer'),
      department,
      region,
      role,
      title: `${regions[region].zh}${organs[department]}${title}`,
    }));
  const principal = (region: Region) => ({
    postId: postIdOf(governmentOf(region), region, 'principal'),
    department: governmentOf(region),
    region,
    role: 'government-principal' as const,
    title: `${regions[region].zh}${region >= '371371' ? '管委会' : '人民政府'}主要负责人`,
  });
  return [
    ...regionalDepartments.flatMap((department) =>
      districts.flatMap((region) => ofDepartment(department, region)),
    ),
    ...cityDepartments.flatMap((department) => ofDepartment(department, CITY)),
    ...seatedInLanshan.flatMap((department) => ofDepartment(department, '371302').slice(0, 1)),
    ...districts.map(principal),
  ];
}

/** Looks up who sat in a post on a day. */
export class Roster {
  private readonly byId: ReadonlyMap<string, Post>;
  constructor(readonly posts: readonly Post[]) {
    this.byId = new Map(posts.map((post) => [post.postId, post]));
  }

  holder(postId: string, day: string): Officer {
    const tenures = this.byId.get(postId)?.tenures ?? [];
    const { officialId } = tenures.findLast(({ from }) => from <= day) ?? tenures[0]!;
    return { officialId, postId };
  }

  /** The two who go and look, the one who leads and signs first. */
  pair(department: Department, region: Region, day: string): [Officer, Officer] {
    const seat = (desk: 'head' | 'officer') => {
      const here = postIdOf(department, region, desk);
      return this.byId.has(here) ? here : postIdOf(department, CITY, desk);
    };
    return [this.holder(seat('head'), day), this.holder(seat('officer'), day)];
  }
}
