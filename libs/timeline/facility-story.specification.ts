import {
  ComplaintAnswered,
  ComplaintReceived,
  FacilityFiled,
  FacilityRegistered,
  HazardFound,
  HazardRectified,
  IncidentReported,
  InspectionAssigned,
  InspectionClosed,
  InspectionOpened,
  MeasureImposed,
  MeasureLifted,
  PenaltyDecided,
  RectificationExtended,
  RectificationOrdered,
  RectificationVerified,
} from '#contracts';
import { notebook } from '../kernel/projection.specification.js';

const visit = { inspectionId: 'insp-1', facilityId: 'sunshine', department: 'FIRE' } as const;
const exit = { hazardId: 'exit-2', facilityId: 'sunshine', department: 'FIRE' } as const;
const li = { officialId: 'o-li', postId: 'p-fire-1' };
const wang = { officialId: 'o-wang', postId: 'p-fire-2' };
const zhao = { officialId: 'o-zhao', postId: 'p-msa-1' };
const food = { inspectionId: 'insp-2', facilityId: 'sunshine', department: 'MSA' } as const;
const seal = { measureId: 'm-1', facilityId: 'sunshine', department: 'FIRE' } as const;
const smoke = { complaintId: 'c-1', facilityId: 'sunshine', department: 'HC' } as const;

/**
 * One facility from its registration to the day its blocked exit was clear again, told by four departments.
 */
export function facilityStory() {
  const recorded = notebook();
  const by = (department: string) => ({ department, actor: `${department.toLowerCase()}-1` });
  return [
    recorded(
      FacilityRegistered({
        facilityId: 'sunshine',
        name: '阳光托育园',
        form: 'community',
        registrationType: 'enterprise',
        regionCode: '371302',
        address: '兰山区银雀山路 1 号',
        capacity: 60,
        serviceModes: ['full-day'],
        registeredOn: '2024-01-10',
      }),
      { at: '2024-01-10T02:00:00Z', meta: by('ASB') },
    ),
    recorded(FacilityFiled({ facilityId: 'sunshine', filingNo: '鲁临备 2024-001', filedOn: '2024-02-01' }), {
      at: '2024-02-01T02:00:00Z',
      meta: by('HC'),
    }),
    recorded(
      InspectionAssigned({
        ...visit,
        assignee: li,
        assignedOn: '2024-04-20',
        dueOn: '2024-05-10',
        basis: '年度检查计划',
      }),
      { at: '2024-04-20T02:00:00Z' },
    ),
    recorded(InspectionOpened({ ...visit, kind: 'routine', officers: [li, wang] }), {
      at: '2024-05-06T01:00:00Z',
    }),
    recorded(
      HazardFound({
        ...visit,
        hazardId: 'exit-2',
        gravity: 'grave',
        clause: '消防法 §28',
        finding: '疏散通道堵塞',
        rectifyBy: '2024-05-20',
      }),
      { at: '2024-05-06T01:30:00Z' },
    ),
    recorded(InspectionClosed({ ...visit, verdict: 'failed', lead: li }), { at: '2024-05-06T03:00:00Z' }),
    recorded(
      RectificationOrdered({
        ...exit,
        documentNo: '临消责改〔2024〕1号',
        clause: '消防法 §60',
        orderedOn: '2024-05-06',
        dueOn: '2024-05-20',
        recheckBy: '2024-05-23',
        signedBy: li,
      }),
      { at: '2024-05-06T04:00:00Z' },
    ),
    recorded(
      MeasureImposed({
        ...seal,
        measure: 'temporary-seal',
        documentNo: '临消封〔2024〕1号',
        clause: '消防法 §54',
        imposedOn: '2024-05-06',
        hazardId: 'exit-2',
        signedBy: li,
      }),
      { at: '2024-05-06T05:00:00Z' },
    ),
    recorded(InspectionOpened({ ...food, kind: 'routine', officers: [zhao] }), {
      at: '2024-05-15T01:00:00Z',
      meta: by('MSA'),
    }),
    recorded(InspectionClosed({ ...food, verdict: 'passed' }), {
      at: '2024-05-15T02:00:00Z',
      meta: by('MSA'),
    }),
    recorded(
      ComplaintReceived({
        ...smoke,
        channel: 'hotline-12345',
        topic: 'fire',
        receivedOn: '2024-05-16',
        answerBy: '2024-05-23',
        assignee: { officialId: 'o-sun', postId: 'p-hc-1' },
      }),
      { at: '2024-05-16T01:00:00Z', meta: by('HC') },
    ),
    recorded(
      RectificationExtended({
        ...exit,
        dueOn: '2024-05-27',
        recheckBy: '2024-05-30',
        reason: '等待防火门到货',
        signedBy: li,
      }),
      { at: '2024-05-19T01:00:00Z' },
    ),
    recorded(ComplaintAnswered({ ...smoke, answeredOn: '2024-05-22', result: 'founded' }), {
      at: '2024-05-22T01:00:00Z',
      meta: by('HC'),
    }),
    recorded(
      PenaltyDecided({
        penaltyId: 'pe-1',
        facilityId: 'sunshine',
        department: 'FIRE',
        penalty: 'fine',
        amountFen: '500050',
        documentNo: '临消罚〔2024〕1号',
        clause: '消防法 §60',
        decidedOn: '2024-05-24',
        signedBy: li,
      }),
      { at: '2024-05-24T01:00:00Z' },
    ),
    recorded(HazardRectified({ ...exit, rectifiedOn: '2024-05-26', when: 'later' }), {
      at: '2024-05-26T01:00:00Z',
    }),
    recorded(
      RectificationVerified({ ...exit, verifiedOn: '2024-05-29', outcome: 'rectified', verifier: wang }),
      { at: '2024-05-29T01:00:00Z' },
    ),
    recorded(MeasureLifted({ ...seal, liftedOn: '2024-05-29', reason: '隐患消除', signedBy: li }), {
      at: '2024-05-29T02:00:00Z',
    }),
    recorded(
      IncidentReported({
        incidentId: 'i-1',
        facilityId: 'sunshine',
        department: 'PSB',
        kind: 'injury',
        gravity: 'minor',
        happenedOn: '2024-06-03',
        dead: 0,
        injured: 1,
        summary: '幼儿滑倒擦伤',
      }),
      { at: '2024-06-03T01:00:00Z', meta: by('PSB') },
    ),
  ];
}
export const officers = { li, wang, zhao };
