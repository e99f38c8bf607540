import { checklist } from '#rulebook';

/** 教育: classes for under-threes within kindergartens (domain handbook §2.7; Opinion §7). */
export const educationChecklist = checklist(
  'EDU',
  `
  ED-01 minor 15d [law] 学前教育法 §84
  托班班额、师资未计入幼儿园规模管理 / Under-threes' classes not counted in the kindergarten's size and staff
  ED-02 serious 30d [law] 人口与计划生育法 §28
  幼儿园托班未单独备案 / Under-threes' class of a kindergarten not filed on its own
  ED-03 grave 3d [law] 学前教育法 §44
  从业人员未按规定查询违法犯罪记录 / Staff not checked for criminal records as required
  `,
);
