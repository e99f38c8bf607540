import { DutyAssigned, PostAssumed, PostEstablished, PostLeft } from '#contracts';
import { addDays } from '#rulebook';
import type { Chronicle } from './chronicle.js';
import { documentOf } from './document.words.js';
import type { Facility } from './facility-roll.js';
import { postIdOf, type Post } from './official-roll.js';

const duties: Partial<Record<Post['role'], readonly [string, string]>> = {
  'government-principal': ['对辖区托育服务的规范发展和安全监管负主要责任', '实施意见 §13'],
  'section-head': ['组织对辖区托育机构的监督检查、责令改正和复查', '实施意见 §13、§14'],
  'co-officer': ['协助开展监督检查，做好记录', '行政处罚法 §42'],
};

/** A post from its establishment through its holders, with what its holder must see to. */
export function postHistory(chronicle: Chronicle, post: Post): void {
  const { postId, department, region, role, title, tenures } = post;
  const about = { postId, department };
  const told = (day: string, at: number) => ({ department, region, day, at });
  const establishedOn = addDays(tenures[0]!.from, -1);
  const established = PostEstablished({ ...about, title, regionCode: region, role, establishedOn });
  chronicle.tell(established, told(establishedOn, 9 * 60));
  tenures.forEach(({ officialId, name, from, to }, turn) => {
    const document = (day: string) => documentOf('post', { department, region, day });
    const assumed = { ...about, officialId, assumedOn: from, documentNo: document(from), officialName: name };
    chronicle.tell(PostAssumed(assumed), told(from, 9 * 60 + 30));
    if (to === undefined) return;
    const successor = tenures[turn + 1]?.officialId;
    const left = { ...about, officialId, leftOn: to, documentNo: document(to) };
    const handedOver = successor ? { handedOverTo: successor } : {};
    chronicle.tell(PostLeft({ ...left, ...handedOver }), told(to, 16 * 60 + 30));
  });
  const duty = duties[role];
  if (duty === undefined) return;
  const from = tenures[0]!.from;
  const assigned = { ...about, dutyId: `duty-${postId.slice(2)}`, duty: duty[0], basis: duty[1], from };
  chronicle.tell(DutyAssigned(assigned), told(from, 10 * 60));
}

/** 包保: for each facility one health officer stands in person. */
export function patronage(chronicle: Chronicle, { registration, region }: Facility): void {
  const { facilityId, registeredOn } = registration;
  const from = registeredOn < chronicle.since ? chronicle.since : registeredOn;
  const assigned = DutyAssigned({
    postId: postIdOf('HC', region, 'officer'),
    department: 'HC',
    dutyId: `duty-patron-${facilityId.slice(2)}`,
    duty: '包保联系：每季度至少到机构走访一次',
    basis: '实施意见 §13',
    from,
    facilityId,
  });
  chronicle.tell(assigned, { department: 'HC', region, day: from, at: 10 * 60 + 15 });
}
