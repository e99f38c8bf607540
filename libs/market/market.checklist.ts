import { checklist } from '#rulebook';

/** 食品药品、证照、价格、产品: what market supervision looks at in a childcare facility (domain handbook §2.3). */
export const marketChecklist = checklist(
  'MSA',
  `
  MK-01 grave 0d [regulation] 市场主体登记管理条例 §3、§43
  未经登记擅自从事经营活动 / Operating without registration
  MK-02 grave 0d [law] 食品安全法 §35、§122
  自办食堂无食品经营许可 / Own kitchen without food licence
  MK-03 grave 3d [law] 食品安全法 §57、§126(十二)
  供餐单位无许可，未查验即订餐 / Meals ordered from an unlicensed caterer, licence not checked
  MK-04 serious 15d [law] 食品安全法 §44、§126(二)
  未建立食品安全管理制度，未配食品安全员 / No food safety system, no food safety officer
  MK-05 minor 7d [excerpt] 集中用餐单位落实食品安全主体责任监督管理规定
  日管控、周排查、月调度无记录 / No daily, weekly and monthly food safety records
  MK-06 serious 3d [law] 食品安全法 §45、§126(六)
  接触直接入口食品人员无有效健康证 / Food handlers without valid health certificate
  MK-07 minor 7d [law] 食品安全法 §50、§53、§126(三)
  无进货查验记录，票据保存不足 / Purchase checks not recorded, receipts not kept
  MK-08 grave 0d [law] 食品安全法 §34、§123–125
  使用超过保质期或腐败变质的食品原料 / Expired or spoiled ingredients in use
  MK-09 grave 0d [law] 食品安全法 §34(五)、§123(二)
  使用来源不明的婴幼儿配方乳粉 / Infant formula of unknown origin
  MK-10 grave 0d [law] 食品安全法 §123、§124
  厨房存放亚硝酸盐或超范围使用添加剂 / Nitrite kept in the kitchen, or additives beyond their scope
  MK-11 serious 15d [law] 食品安全法 §33(二)(四)
  食品处理区布局交叉，三防设施缺失 / Kitchen flow crosses, no protection against flies, rats and dust
  MK-12 serious 3d [law] 食品安全法 §33(五)、§56、§126(五)
  餐具、奶具消毒不合格 / Tableware and bottles not properly disinfected
  MK-13 serious 3d [regulation] 食品安全法实施条例 §28
  未按规定留样 / Food samples not kept as required
  MK-14 serious 3d [law] 食品安全法 §56
  冷藏冷冻或中心温度失控 / Chilling, freezing or core temperature out of control
  MK-15 grave 0d [unverified] 学校食品安全与营养健康管理规定（类推）
  供应生食、冷荤、四季豆等高风险食品 / High-risk food served: raw, cold dishes, green beans
  MK-16 serious 7d [law] 食品安全法 §33(九)
  饮用水不符合卫生标准，桶装水无证 / Drinking water below standard, bottled water without papers
  MK-17 minor 7d [law] 食品安全法 §47、§126(十一)
  未定期开展食品安全自查 / No regular self-inspection of food safety
  MK-18 grave 0d [law] 食品安全法 §103、§128
  食品安全事故未处置报告 / Food incident neither handled nor reported
  MK-19 minor 3d [regulation] 食品生产经营监督检查管理办法 §39、§48
  未张贴上次检查结果记录表 / Result of the last inspection not displayed
  MK-20 grave 0d [regulation] 食品生产经营监督检查管理办法 §49
  拒绝、阻挠、逃避监督检查 / Inspection refused, obstructed or evaded
  MK-21 grave 0d [law] 食品安全法 §134
  一年内三次受到食品安全行政处罚 / Three food safety penalties within one year
  MK-22 serious 7d [regulation] 山东省药品使用条例 §9
  急救备用药品过期或储存不规范 / First-aid medicines expired or badly stored
  MK-23 serious 15d [unverified] 特种设备安全法
  电梯未登记或超期未检验 / Lift not registered or overdue for inspection
  MK-24 minor 7d [unverified] 价格法；明码标价和禁止价格欺诈规定
  未明码标价，另收未公示费用 / Prices not shown, fees taken that were not published
  MK-25 serious 15d [unverified] 反不正当竞争法；广告法
  虚假宣传官方示范、认证资质 / False claims of official model status or certification
  MK-26 serious 7d [unverified] 产品质量法 §49
  玩具无强制性认证，婴童用品不合格 / Toys without compulsory certification, substandard baby goods
  MK-27 minor 15d [law] 消费者权益保护法 §56
  预付费不按约定退还 / Prepaid fees not refunded as agreed
  MK-28 minor 30d [regulation] 企业信息公示暂行条例 §8、§17
  未按期报送年度报告 / Yearly report not filed in time
  MK-29 serious 3d [law] 食品安全法 §124(七)
  违规分装婴幼儿配方乳粉 / Infant formula repacked against the law
  MK-30 minor 15d [law] 食品安全法 §55（倡导）
  未实行明厨亮灶和家长陪餐 / No open kitchen, no meals shared with parents
  `,
);
