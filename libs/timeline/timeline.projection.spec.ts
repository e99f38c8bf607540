import { publishedEvents, type PublishedEvent } from '#contracts';
import { replay, type Recorded } from '#kernel';
import { facilityStory, officers } from './facility-story.specification.js';
import { timeline } from './timeline.projection.js';
import { timelineTable } from './timeline.table.js';

const story = facilityStory() as unknown as Recorded<PublishedEvent>[];
const rows = replay(timeline, story);
const entry = (type: string) => [...rows.values()].find(({ eventType }) => eventType === type)!;

describe('合规时间线', () => {
  test('has one line for every act about the facility, keyed by the event that put it there', () =>
    expect([...rows.keys()]).toEqual(story.map(({ eventId }) => eventId)));

  test.each([
    ['FacilityRegistered', '「阳光托育园」登记注册为社区托育机构，托位 60 个'],
    ['InspectionAssigned', '消防救援部门下达检查任务，应于 2024-05-10 前完成（年度检查计划）'],
    ['InspectionOpened', '消防救援部门开始日常检查，执法人员 2 名'],
    ['HazardFound', '消防救援部门发现重大隐患：疏散通道堵塞，限 2024-05-20 前整改'],
    ['InspectionClosed', '消防救援部门检查结束，结论：不合格'],
    [
      'RectificationOrdered',
      '消防救援部门责令改正，限 2024-05-20 前整改，2024-05-23 前复查（临消责改〔2024〕1号）',
    ],
    ['MeasureImposed', '消防救援部门临时查封（临消封〔2024〕1号）'],
    ['ComplaintReceived', '卫生健康部门经12345 热线收到投诉（消防安全），应于 2024-05-23 前答复'],
    ['RectificationExtended', '消防救援部门同意整改延期至 2024-05-27，2024-05-30 前复查：等待防火门到货'],
    ['PenaltyDecided', '消防救援部门作出行政处罚决定：罚款 5000.50 元（临消罚〔2024〕1号）'],
    ['HazardRectified', '机构报告隐患已于 2024-05-26 整改，待复查'],
    ['RectificationVerified', '消防救援部门复查：隐患已整改'],
    ['IncidentReported', '公安部门报告人身伤害：幼儿滑倒擦伤（死亡 0 人，受伤 1 人）'],
  ])('%s reads as an officer would write it', (type, zh) => expect(entry(type).zh).toBe(zh));

  test('says everything in English too', () => {
    for (const { en } of rows.values()) expect(en).toMatch(/^[“A-Z]/);
    expect(entry('PenaltyDecided').en).toBe(
      'Fire and rescue decided on a fine of 5000.50 yuan (临消罚〔2024〕1号)',
    );
  });

  test('joins finding, order, measure, extension, claim and re-inspection in one chain', () =>
    expect(
      [...rows.values()].filter(({ chain }) => chain === 'exit-2').map(({ eventType }) => eventType),
    ).toEqual([
      'HazardFound',
      'RectificationOrdered',
      'MeasureImposed',
      'RectificationExtended',
      'HazardRectified',
      'RectificationVerified',
    ]));

  test('weighs by the finding and by what a department saw, never by what the facility claims', () =>
    expect(
      ['HazardFound', 'InspectionClosed', 'HazardRectified', 'RectificationVerified'].map(
        (type) => entry(type).severity,
      ),
    ).toEqual(['grave', 'bad', 'neutral', 'good']));

  test('names officers by their posts and keeps a complaint within its department', () => {
    expect(entry('InspectionOpened').officers).toEqual([officers.li, officers.wang]);
    expect(entry('ComplaintReceived')).toMatchObject({ label: 'L3', department: 'HC' });
  });

  test('a replay adds nothing', () => expect(replay(timeline, [...story, ...story]).size).toBe(rows.size));

  test('answers every published event or says why not', () => {
    const rules: Readonly<Record<string, unknown>> = timeline.rules;
    expect(publishedEvents.filter(({ type }) => rules[type] === undefined)).toEqual([]);
  });

  test('writes exactly the columns its table has', () =>
    expect(Object.keys(entry('HazardFound')).sort()).toEqual(Object.keys(timelineTable.columns).sort()));
});
