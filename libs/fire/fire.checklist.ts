import { checklist } from '#rulebook';

/** 消防监督检查: what fire and rescue looks at in a childcare facility (domain handbook §2.2). */
export const fireChecklist = checklist(
  'FIRE',
  `
  FI-01 grave 0d [unverified] 消防指南；GB 50016 §5.4.4
  托育用房设在四层及以上、地下或半地下 / Childcare rooms on the fourth floor or above, or below ground
  FI-02 grave 0d [law] 消防法 §19、§61
  与易燃易爆场所同楼，或泡沫夹芯彩钢板搭建 / In one building with inflammables, or built of foam sandwich panels
  FI-03 grave 0d [law] 消防法 §11–13、§58
  应审未审、应验未验即投入使用 / In use without the required fire design review or acceptance
  FI-04 serious 30d [excerpt] 备案办法 §8(五)
  无年度内消防安全检查合格证明 / No passing fire safety certificate within the year
  FI-05 grave 15d [unverified] GB 50016 §5.5
  安全出口数量或宽度不足 / Too few or too narrow safety exits
  FI-06 grave 0d [law] 消防法 §28、§60①(三)
  收托时段占用、堵塞、锁闭疏散通道或安全出口 / Escape route or exit blocked or locked while children are in care
  FI-07 serious 7d [law] 消防法 §28、§60①(六)
  门窗设置影响逃生救援的栅栏或广告牌 / Bars or signs on doors and windows obstruct escape and rescue
  FI-08 serious 3d [law] 消防法 §60①(四)(五)
  占用消防车通道、防火间距，圈占消火栓 / Fire lane or separation occupied, hydrant enclosed
  FI-09 grave 30d [unverified] GB 50016 §5.4.4
  高层建筑内未设独立安全出口和疏散楼梯 / No separate exit and stair in a high building
  FI-10 serious 30d [unverified] 消防指南；消防法 §60①(一)
  与其他功能区之间无防火分隔 / No fire separation from other uses
  FI-11 serious 30d [unverified] 消防指南
  五十平方米以上托育房间疏散门少于两个 / Fewer than two exit doors in a room above 50 m²
  FI-12 grave 30d [law] 消防法 §26
  采用易燃可燃材料装修，材料未经检验 / Combustible interior finish, material not tested
  FI-13 serious 15d [regulation] 山东省消防条例 §22
  未按要求安装联网独立式火灾探测报警器 / Networked stand-alone fire detectors missing
  FI-14 grave 0d [law] 消防法 §28、§60①(二)
  擅自停用、关闭、拆除消防设施 / Fire protection switched off, shut down or removed
  FI-15 minor 7d [law] 消防法 §60①(一)
  灭火器缺失、过期或失压 / Extinguishers missing, expired or without pressure
  FI-16 serious 7d [law] 消防法 §60①(一)
  室内消火栓无水或器材缺失 / Indoor hydrant dry or without equipment
  FI-17 serious 7d [law] 消防法 §60①(一)
  应急照明、疏散指示标志失效或缺失 / Emergency lights or exit signs failed or missing
  FI-18 minor 15d [law] 消防法 §16(三)、§67
  未做消防设施年度检测和维护保养 / No yearly test and upkeep of fire installations
  FI-19 serious 7d [law] 消防法 §21②、§67
  消防控制室值班人员未持证上岗 / Control room staff without certificate
  FI-20 minor 7d [law] 消防法 §16、§17
  未确定并公示消防安全责任人 / Person responsible for fire safety not named and shown
  FI-21 minor 7d [law] 消防法 §17②(三)
  无每日防火巡查、每月防火检查记录 / No records of daily patrols and monthly checks
  FI-22 serious 15d [law] 消防法 §16(六)
  无疏散预案或半年未演练，婴幼儿抱运无分工 / No evacuation plan or drill; nobody assigned to carry infants
  FI-23 minor 15d [law] 消防法 §17②(四)
  员工未经岗前和定期消防培训 / Staff without fire training
  FI-24 serious 7d [law] 消防法 §27、§66
  私拉乱接电线，线路超负荷 / Improvised wiring, overloaded circuits
  FI-25 grave 0d [unverified] 消防指南
  电动自行车或蓄电池在室内停放、充电 / Electric bicycles or batteries kept or charged indoors
  FI-26 grave 7d [law] 安全生产法 §36④、§99(八)
  使用燃气未安装可燃气体报警装置 / Gas used without gas alarm
  FI-27 minor 7d [unverified] 消防指南
  厨房排烟罩和管道油垢未清洗 / Kitchen hood and ducts not cleaned
  FI-28 serious 0d [law] 消防法 §21、§63
  儿童用房内使用明火照明、取暖、驱蚊 / Open flame for light, heat or mosquitoes in children's rooms
  FI-29 grave 0d [law] 消防法 §21、§63
  收托期间动火施工未采取防护措施 / Hot work without precautions while children are in care
  FI-30 grave 3d [law] 消防法 §54、§60①(七)
  接到通知后不及时消除火灾隐患 / Fire hazard not removed after notice
  FI-31 minor 15d [law] 消防法 §18
  多单位共用建筑未明确消防责任 / Fire duties not settled in a shared building
  FI-32 minor 7d [regulation] 山东省消防条例 §26
  无疏散路线图和禁止占用标识 / No escape plan on the wall, no keep-clear marks
  FI-33 serious 7d [law] 消防法 §65②
  使用不合格或国家明令淘汰的消防产品 / Substandard or withdrawn fire products in use
  FI-34 serious 15d [law] 消防法 §44②、§68
  现场人员不会组织婴幼儿疏散 / Staff on site cannot lead infants out
  `,
);
