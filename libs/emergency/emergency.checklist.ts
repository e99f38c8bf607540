import { checklist } from '#rulebook';

/** 应急管理: general safety of the workplace (domain handbook §2.5). */
export const emergencyChecklist = checklist(
  'EMB',
  `
  EM-01 minor 15d [law] 安全生产法 §21、§22
  无全员安全生产责任制 / No safety responsibilities for all staff
  EM-02 minor 15d [law] 安全生产法 §24、§97(一)
  未配备专（兼）职安全管理人员 / No safety officer
  EM-03 minor 15d [law] 安全生产法 §28、§97(三)(四)
  未开展安全培训或未如实记录 / No safety training, or not truthfully recorded
  EM-04 serious 15d [law] 安全生产法 §41、§101(四)
  未建立安全风险分级管控制度 / No graded control of risks
  EM-05 serious 15d [law] 安全生产法 §41、§97(五)
  未建立隐患排查治理制度并如实记录 / No system for finding and removing hazards
  EM-06 grave 3d [law] 安全生产法 §41；山东省安全生产条例 §32
  重大隐患未报告、无治理方案 / Grave hazard not reported, no plan to remove it
  EM-07 grave 3d [law] 安全生产法 §102
  未采取措施消除事故隐患 / Nothing done to remove the hazard
  EM-08 minor 15d [regulation] 山东省安全生产条例 §62
  应急预案未编制、未公布 / No emergency plan drawn up and published
  EM-09 minor 15d [regulation] 山东省安全生产条例 §63
  半年未组织应急演练 / No drill for half a year
  EM-10 grave 0d [law] 安全生产法 §36、§99(四)
  关闭、破坏监控报警设备 / Alarm equipment shut down or damaged
  EM-11 grave 7d [law] 安全生产法 §36、§99(八)
  用餐场所使用燃气无报警装置 / Gas used for meals without alarm
  EM-12 grave 0d [law] 安全生产法 §42
  员工宿舍与托育场所混设，出口封堵 / Staff sleep on the premises, exit blocked
  EM-13 minor 30d [law] 安全生产法 §49
  出租、发包未签安全管理协议 / No safety agreement with landlord or contractor
  EM-14 serious 3d [law] 安全生产法 §101(三)
  动火、临时用电、高处作业无人现场管理 / Hot work, temporary power or work at height unattended
  EM-16 minor 15d [law] 突发事件应对法 §78
  无极端天气停托响应机制 / No plan for closing in extreme weather
  EM-17 grave 30d [unverified] 住房城乡建设部门规定
  自建房、改建房无结构安全鉴定 / Self-built or rebuilt house without structural appraisal
  `,
);
