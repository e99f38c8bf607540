import { checklist } from '#rulebook';

/**
 * 安全防范: what the police look at in a childcare facility (domain handbook §2.4; Opinion §11: 24 hours,
 * everywhere, 90 days).
 */
export const policeChecklist = checklist(
  'PSB',
  `
  PS-01 minor 15d [regulation] 企业事业单位内部治安保卫条例 §6–8
  无内部治安保卫制度和治安保卫人员 / No internal security rules, nobody in charge of security
  PS-02 serious 7d [regulation] 企业事业单位内部治安保卫条例 §16、§19
  存在治安隐患逾期不整改 / Security hazard not put right in time
  PS-03 serious 7d [regulation] 保安服务管理条例 §16、§42
  未配保安员或保安员无证上岗 / No guard, or a guard without certificate
  PS-04 minor 15d [regulation] 保安服务管理条例 §14、§42
  自行招用保安员未在三十日内备案 / Own guards not filed within thirty days
  PS-05 serious 15d [regulation] 保安服务管理条例 §41
  派驻保安的公司无保安服务许可证 / Guards sent by a company without licence
  PS-06 minor 7d [regulation] 企业事业单位内部治安保卫条例 §11(二)
  门卫、访客、车辆登记缺失 / Gate, visitors and vehicles not registered
  PS-07 serious 3d [unverified] 托育机构管理规范；GB/T 29315
  收托时段未封闭管理，接送核验失效 / Gate open during care, pick-up not verified
  PS-08 serious 7d [second-hand] WS/T 821 §9.4.3
  一键报警未安装、未联网或测试失败 / Panic button missing, offline or failing its test
  PS-09 serious 7d [opinion] 实施意见 §11；托育机构管理规范 §32
  监控报警未保持二十四小时设防 / Alarm not armed around the clock
  PS-10 serious 15d [opinion] 实施意见 §11；托育机构管理规范 §32
  出入口、生活和活动区域视频监控未全覆盖 / Cameras do not cover entrance, living and activity areas
  PS-11 serious 15d [opinion] 实施意见 §11；托育机构管理规范 §32
  监控录像保存不足九十天 / Recordings kept for less than ninety days
  PS-12 grave 0d [regulation] 保安服务管理条例 §25；安全生产法 §36
  删改、隐匿监控录像 / Recordings altered, deleted or hidden
  PS-13 grave 0d [regulation] 公共安全视频图像信息系统管理条例 §8、§27
  在卫生间、更衣或哺乳区域安装摄像头 / Camera in a toilet, changing or nursing area
  PS-14 minor 7d [regulation] 公共安全视频图像信息系统管理条例 §13
  视频监控区域无显著提示标识 / No visible notice of video surveillance
  PS-15 minor 15d [regulation] 公共安全视频图像信息系统管理条例 §14
  视频系统启用三十日内未备案 / Video system not filed within thirty days of use
  PS-16 serious 7d [regulation] 公共安全视频图像信息系统管理条例 §16、§31
  录像调阅无登记，影像越权外传 / Viewing not registered, images passed on without right
  PS-17 grave 3d [law] 未成年人保护法 §62、§98
  工作人员未做违法犯罪记录查询 / Staff without check of criminal records
  PS-18 grave 0d [law] 未成年人保护法 §11
  发现侵害线索未立即报警、未保全证据 / Signs of harm not reported at once, evidence not kept
  PS-19 minor 30d [unverified] GB/T 29315（类推）
  防卫器械、防撞设施缺失 / Defence equipment or vehicle barriers missing
  PS-20 serious 15d [regulation] 企业事业单位内部治安保卫条例 §11
  无暴力侵害应急预案和演练 / No plan and drill against violent attack
  PS-21 minor 7d [regulation] 企业事业单位内部治安保卫条例 §11(三)
  巡逻记录、治安隐患台账缺失 / No patrol records, no list of security hazards
  PS-22 grave 0d [regulation] 道路交通安全法；校车安全管理条例 §2
  接送车辆超员、无资质或未清点人数 / Transport overcrowded, without licence, or children not counted
  PS-23 serious 7d [law] 网络安全法 §23；未成年人网络保护条例 §35
  摄像头和门禁使用弱口令 / Weak passwords on cameras and gates
  PS-24 minor 7d [law] 消防法 §53
  派出所日常消防检查指出的问题未改 / Problems named by the police station's fire check not put right
  `,
);
