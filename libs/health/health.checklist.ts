import { checklist } from '#rulebook';

/** 卫生健康: what the lead department looks at (domain handbook §2.1; 标准 and 规范 are 国卫人口发〔2019〕58号). */
export const healthChecklist = checklist(
  'HC',
  `
  HC-01 grave 0d [regulation] 市场主体登记管理条例 §3；备案办法 §3
  未登记擅自开展托育服务 / Childcare without registration
  HC-02 serious 30d [law] 人口与计划生育法 §28；备案办法 §7–8
  已登记未备案 / Registered but not filed
  HC-03 minor 15d [second-hand] 托育机构管理规范 §6；备案办法 §10
  备案信息与现场不符 / Filed particulars differ from what stands there
  HC-05 minor 30d [second-hand] 托育机构设置标准 §11
  场地非自有且租期不足三年 / Premises rented for less than three years
  HC-06 grave 0d [excerpt] 卫生评价通知；WS/T 821
  婴幼儿生活用房设在地下或半地下 / Children's rooms below ground
  HC-08 minor 30d [excerpt] 卫生评价通知
  窗洞面积不足，采光不达标 / Windows too small, daylight below standard
  HC-09 serious 15d [excerpt] 卫生评价通知；GB/T 18883
  无甲醛、苯等室内空气合格检测报告 / No passing indoor air test for formaldehyde and benzene
  HC-10 minor 15d [excerpt] 托育机构设置标准 §13
  两岁以下班级无母婴室和配奶区 / No nursing and milk preparation area for under-twos
  HC-12 minor 7d [excerpt] 卫生评价通知
  乳儿班、托小班无安全围栏和地垫 / No guard rails and mats in infant classes
  HC-13 serious 15d [second-hand] 托育机构设置标准 §19
  班级人数超过限额 / Class larger than allowed
  HC-14 serious 7d [second-hand] 托育机构设置标准 §20
  保育人员与婴幼儿配比不足 / Too few carers for the children present
  HC-15 minor 30d [second-hand] 托育机构设置标准 §18
  负责人资格不符合要求 / Head of the facility not qualified
  HC-17 serious 15d [second-hand] 托育机构设置标准 §18、§21
  保健人员未配备或未经培训 / No health carer, or one without training
  HC-18 serious 3d [second-hand] 托育机构管理规范 §28
  工作人员无有效健康合格证上岗 / Staff at work without valid health certificate
  HC-20 grave 3d [law] 未成年人保护法 §62、§126
  未做入职和年度违法犯罪记录查询 / No criminal record check on hiring and every year
  HC-21 grave 0d [law] 人口与计划生育法 §41②
  虐待、体罚、侮辱婴幼儿 / Children abused, punished or humiliated
  HC-22 grave 0d [law] 未成年人保护法 §11②、§117
  发现疑似侵害未立即报告 / Suspected harm not reported at once
  HC-23 serious 7d [law] 疫苗管理法 §48；托育机构管理规范 §11
  未查验入托体检和预防接种证 / Entrance examination and vaccination record not checked
  HC-25 minor 15d [unverified] 托育机构管理规范 §9
  未与监护人签订托育服务协议 / No service agreement with the guardians
  HC-26 serious 3d [second-hand] 托育机构管理规范 §24
  未落实晨午检和全日观察记录 / Morning and noon checks and observation not recorded
  HC-27 serious 0d [second-hand] 托育机构管理规范 §27
  疑似患儿未隔离，无治愈证明返托 / Sick children not separated, back without proof of recovery
  HC-28 serious 15d [excerpt] 卫生评价通知
  无保健观察室或面积不达标 / No observation room, or too small
  HC-29 serious 7d [second-hand] 托育机构管理规范 §27
  消毒制度和消毒记录缺失 / No disinfection rules and records
  HC-30 serious 3d [unverified] 托育机构婴幼儿伤害预防指南
  喂药无监护人委托书，药品混放 / Medicine given without written request, medicines mixed up
  HC-31 serious 3d [unverified] 托育机构婴幼儿伤害预防指南（窒息）
  睡眠区无专人值守，床内有软物 / Nobody watches the sleeping area, soft objects in cots
  HC-32 serious 7d [unverified] 托育机构婴幼儿伤害预防指南
  跌落、烫伤、异物等环境隐患未消除 / Hazards of falls, scalds or swallowing not removed
  HC-33 minor 7d [second-hand] 托育机构管理规范 §18
  每日户外活动不足两小时 / Less than two hours outdoors a day
  HC-35 serious 3d [unverified] 托育机构管理规范 §30
  接送未核验监护人或受托人身份 / Identity of who picks up a child not checked
  HC-36 minor 7d [second-hand] 托育机构管理规范 §15
  未公示收费、照护、膳食和安保事项 / Fees, care, meals and security not published
  HC-37 minor 30d [opinion] 实施意见 §11；托育机构管理规范 §14
  未成立家长委员会或未开会 / No parents' committee, or it never met
  HC-38 minor 15d [second-hand] 托育机构管理规范 §12
  收托信息未定期报送备案部门 / Enrolment not reported to the filing office
  HC-40 serious 15d [second-hand] 托育机构管理规范 §31
  应急预案缺失，未开展培训 / No emergency plans, no training
  HC-42 grave 0d [law] 人口与计划生育法 §41
  拒绝检查或提供虚假备案承诺 / Inspection refused, or false promises in the filing
  HC-44 minor 15d [excerpt] 托育机构设置标准 §14、§15
  玩具家具未定期检查维护 / Toys and furniture not checked and maintained
  `,
);
