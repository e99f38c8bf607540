import { checklist } from '#rulebook';

/** 民政: social service bodies that run childcare (domain handbook §2.7; Opinion §6). */
export const civilChecklist = checklist(
  'CAB',
  `
  CA-01 serious 30d [regulation] 民办非企业单位登记管理暂行条例 §25
  超出章程规定的宗旨和业务范围活动 / Acting beyond the purpose and business of its charter
  CA-02 minor 30d [regulation] 民办非企业单位登记管理暂行条例 §23
  未按期接受年度检查 / Yearly check not passed in time
  `,
);
