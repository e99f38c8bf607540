/**
 * Parts from which names are put together. Every name made of them is invented; none stands for a real
 * person or place.
 */
export const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
];
export const givenFirst = [...'文明志建国晓雅静思宇泽婉若书景恒亦承以清怀知安庆新维嘉立佳云'];
export const givenSecond = [...'航岚宁远哲琳舒涵川峰洁妍平凯悦衡楠溪锐桐彤'];

export const brandFirst = [...'柚栗穗芽云苔禾荻萤橙稚蓼杏鹿鹭榆茉藜菱桑'];
export const brandSecond = ['光', '谷', '屿', '里', '铃', '汀', '朵', '原', '舟', '帆', '墨', '笛'];

export const roads = [
  '栗园路',
  '穗丰街',
  '听溪路',
  '知春巷',
  '青禾街',
  '望蒙路',
  '书带巷',
  '荷塘路',
  '麦地街',
  '榆荫路',
  '长汀街',
  '小满路',
  '桑叶巷',
  '晴川路',
  '白鹭街',
  '杏坛北街',
  '新柳路',
  '丰禾路',
  '石桥巷',
  '云栖路',
];
export const estates = [
  '锦禾苑',
  '柳汀小区',
  '云栖里',
  '晴川花园',
  '望蒙家园',
  '书带苑',
  '青禾里',
  '长汀小区',
];

/** What follows the brand in a facility's name, by its form. */
export const suffixes = {
  standalone: ['托育中心', '婴幼儿托育园', '托育馆'],
  community: ['社区托育服务站', '社区婴幼儿照护点'],
  employer: ['职工托育园', '职工婴幼儿照护中心'],
  kindergarten: ['幼儿园托班', '幼儿园托育部'],
  repurposed: ['普惠托育园', '公建民营托育中心'],
  home: ['家庭托育点'],
} as const;

/** What complainants write. Invented words; they hold no person and go to the vault all the same. */
export const grievances = {
  care: ['孩子回家说在园里一下午没人换尿布，问老师说人手不够。', '接孩子时看到十几个孩子只有一个老师在看。'],
  food: ['这几天饭菜反复是隔夜的，孩子拉肚子了。', '食谱写的是鱼，端上来的是火腿肠，也不让家长看厨房。'],
  fire: ['楼道里堆满了纸箱，安全出口上着锁，担心出事。', '后门常年锁着，晚上还有电动车在门厅充电。'],
  security: ['今天不认识的人直接进了门，没有人登记。', '想看监控说只存一个月，门口的摄像头也是坏的。'],
  fees: ['合同上说可以退，现在退费一拖再拖。', '另外收了兴趣班的钱，墙上公示里没有。'],
  health: ['班里好几个孩子手足口，没有通知家长。', '没有人晨检，发烧的孩子也送进去了。'],
  abuse: ['孩子胳膊上有掐痕，老师说是自己碰的，不给看录像。'],
  other: ['接送时间门口车太多，没人疏导。', '噪声太大，楼上住户没法休息。'],
} as const;
