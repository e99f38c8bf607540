import { departmentCodes, type Department } from '#contracts';

/** Who may say an event, and from which clause that follows. */
export interface Power {
  readonly departments: readonly Department[];
  readonly clause: string;
}

/**
 * Departments that enter facilities under the Opinion's safety and joint-supervision tasks (§11, §13, §14).
 */
const inspecting: readonly Department[] = [
  ...([
    'HC',
    'ASB',
    'FIRE',
    'MSA',
    'PSB',
    'EMB',
    'EDU',
    'HRSS',
    'CAB',
    'NDRC',
    'NRP',
    'HUD',
    'TRANS',
  ] as const),
  ...(['CUL', 'GOV', 'DZ', 'TOWN', 'CDC', 'MCH', 'HSI'] as const),
];
/** Organs that the law gives administrative penalties and coercive measures (行政处罚法 §17, 行政强制法 §17). */
const enforcing: readonly Department[] = [
  ...([
    'HC',
    'FIRE',
    'MSA',
    'PSB',
    'EMB',
    'EDU',
    'HRSS',
    'CAB',
    'NDRC',
    'NRP',
    'HUD',
    'TRANS',
    'CUL',
  ] as const),
  ...(['GOV', 'DZ', 'TOWN', 'CDC', 'HSI'] as const),
];
/**
 * Registration organs by form (Opinion §10): public institutions and social services, enterprises, and
 * their filing.
 */
const registering: readonly Department[] = ['ASB', 'CAB', 'MSA', 'EDU', 'HC', 'DZ'];
const filing: readonly Department[] = ['HC', 'DZ'];
/** Accidents are graded and closed by the government's competent organs (生产安全事故报告和调查处理条例 §3, §19). */
const grading: readonly Department[] = ['EMB', 'GOV', 'DZ', 'FIRE', 'HC', 'MSA', 'PSB', 'CDC'];

const byRegistration: Power = { departments: registering, clause: '意见 §10' };
const byFiling: Power = { departments: filing, clause: '意见 §10' };
const byInspection: Power = { departments: inspecting, clause: '意见 §11 §13 §14' };
const byEnforcement: Power = { departments: enforcing, clause: '行政处罚法 §17，行政强制法 §17' };
const byGrading: Power = { departments: grading, clause: '生产安全事故报告和调查处理条例 §3 §19' };
/**
 * Everybody keeps the list of their own posts, and everybody takes and passes on complaints (Opinion §13,
 * §14).
 */
const byEverybody: Power = { departments: departmentCodes, clause: '意见 §13 §14' };

/** An event without an entry may be sent by nobody. */
export const powers: Readonly<Record<string, Power>> = {
  FacilityRegistered: byRegistration,
  FacilityFiled: byFiling,
  FilingCancelled: byFiling,
  CapacityChanged: { departments: [...registering, ...filing], clause: '意见 §10' },
  FacilityClosed: { departments: [...registering, ...filing], clause: '意见 §10' },
  InspectionAssigned: byInspection,
  InspectionOpened: byInspection,
  HazardFound: byInspection,
  InspectionClosed: byInspection,
  // The platform opens a rectification by itself when a hazard becomes known; nobody sends it.
  RectificationOpened: { departments: [], clause: '平台自动生成' },
  RectificationOrdered: byEnforcement,
  RectificationExtended: byEnforcement,
  HazardRectified: byInspection,
  RectificationVerified: byInspection,
  MeasureImposed: byEnforcement,
  MeasureLifted: byEnforcement,
  PenaltyDecided: byEnforcement,
  PenaltyRevoked: byEnforcement,
  ComplaintReceived: byEverybody,
  ComplaintAnswered: byEverybody,
  IncidentReported: byInspection,
  IncidentGraded: byGrading,
  IncidentClosed: byGrading,
  PostEstablished: byEverybody,
  PostAssumed: byEverybody,
  PostLeft: byEverybody,
  DutyAssigned: byEverybody,
};

export const maySay = (department: Department, type: string): boolean =>
  powers[type]?.departments.includes(department) ?? false;
