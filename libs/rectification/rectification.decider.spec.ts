import {
  HazardFound,
  HazardRectified,
  publishedEvents,
  RectificationExtended,
  RectificationOpened,
  RectificationOrdered,
  RectificationVerified,
  type Hazard,
} from '#contracts';
import { reactionsTo } from '#kernel';
import { specification } from '../kernel/decider.specification.js';
import { notebook } from '../kernel/projection.specification.js';
import { openRectificationOnHazardFound } from './follow-hazard.policy.js';
import { rectification } from './rectification.decider.js';

const { given } = specification(rectification);
const hazard: Hazard = { hazardId: 'exit-2', facilityId: 'sunshine', department: 'FIRE' };
const signedBy = { officialId: 'o-li', postId: 'p-1' };
const terms = {
  documentNo: '临消责改〔2024〕1号',
  clause: '消防法 §60',
  orderedOn: '2024-05-06',
  dueOn: '2024-05-20',
  recheckBy: '2024-05-23',
  signedBy,
};
const more = { dueOn: '2024-05-27', recheckBy: '2024-05-30', reason: '等待防火门到货', signedBy };
const by = { hazardId: 'exit-2', department: 'FIRE', found: hazard } as const;
const order = (changes: Partial<typeof terms> = {}) =>
  ({ ...by, kind: 'order', order: { ...terms, ...changes } }) as const;
const extend = (changes: Partial<typeof more> = {}) =>
  ({ ...by, kind: 'extend', extension: { ...more, ...changes } }) as const;
const look = (verifiedOn: string, outcome: 'rectified' | 'not-rectified') =>
  ({ ...by, kind: 'verify', look: { verifiedOn, outcome } }) as const;
const ordered = RectificationOrdered({ ...hazard, ...terms });
const extended = RectificationExtended({ ...hazard, ...more });
const seen = (verifiedOn: string, outcome: 'rectified' | 'not-rectified') =>
  RectificationVerified({ ...hazard, verifiedOn, outcome });

describe('an order to put a hazard right', () => {
  test('may follow the finding at once', () => given().when(order()).then(ordered));
  test('is not given for a hazard nobody found', () =>
    given()
      .when({ ...order(), found: undefined })
      .refuses('rectification/unknown-hazard', { hazardId: 'exit-2' }));
  test('is given by the department that found it', () =>
    given()
      .when({ ...order(), department: 'MSA' })
      .refuses('rectification/another-departments-hazard', { department: 'FIRE' }));
  test('is not given twice', () =>
    given(ordered).when(order()).refuses('rectification/already-ordered', { dueOn: '2024-05-20' }));
  test('may be given again when the first was not followed', () =>
    given(ordered, seen('2024-05-22', 'not-rectified'))
      .when(order({ orderedOn: '2024-05-23', dueOn: '2024-06-01', recheckBy: '2024-06-03' }))
      .then(
        RectificationOrdered({
          ...hazard,
          ...terms,
          orderedOn: '2024-05-23',
          dueOn: '2024-06-01',
          recheckBy: '2024-06-03',
        }),
      ));
  test('cannot be due before it is given', () =>
    given()
      .when(order({ dueOn: '2024-05-01' }))
      .refuses('rectification/due-before-order', { dueOn: '2024-05-01', orderedOn: '2024-05-06' }));
  test('cannot be looked after before it is due', () =>
    given()
      .when(order({ recheckBy: '2024-05-19' }))
      .refuses('rectification/recheck-before-due', { recheckBy: '2024-05-19', dueOn: '2024-05-20' }));
});

describe('more time', () => {
  test('is given to an order that runs', () => given(ordered).when(extend()).then(extended));
  test('is not given to nothing', () => given().when(extend()).refuses('rectification/not-ordered'));
  test('is later than what it replaces', () =>
    given(ordered, extended)
      .when(extend())
      .refuses('rectification/not-later', { dueOn: '2024-05-27', before: '2024-05-27' }));
});

describe('the end of a hazard', () => {
  const cured = HazardRectified({ ...hazard, rectifiedOn: '2024-05-18', when: 'later' });
  test('is not what the facility says', () =>
    given(ordered, cured).when(look('2024-05-21', 'rectified')).then(seen('2024-05-21', 'rectified')));
  test('is what a department saw, and then nothing more is ordered', () =>
    given(ordered, seen('2024-05-21', 'rectified'))
      .when(order())
      .refuses('rectification/already-put-right', { hazardId: 'exit-2' }));
  test('is not seen before it was ordered', () =>
    given(ordered)
      .when(look('2024-05-01', 'rectified'))
      .refuses('rectification/looked-before-order', { verifiedOn: '2024-05-01', orderedOn: '2024-05-06' }));
  test('put right on the spot is the end', () =>
    given(HazardRectified({ ...hazard, rectifiedOn: '2024-05-06', when: 'on-the-spot' }))
      .when(order())
      .refuses('rectification/already-put-right', { hazardId: 'exit-2' }));
});

describe('facts of a department that arrive in any order', () => {
  test('an older look that arrives late does not reopen what was seen put right', () =>
    given(seen('2024-05-25', 'rectified'), seen('2024-05-20', 'not-rectified'))
      .when(order())
      .refuses('rectification/already-put-right', { hazardId: 'exit-2' }));
  test('an extension before its order still gives the later day', () =>
    given(extended, ordered)
      .when(extend({ dueOn: '2024-05-25' }))
      .refuses('rectification/not-later', { dueOn: '2024-05-25', before: '2024-05-27' }));
});

describe('openRectificationOnHazardFound', () => {
  const finding = HazardFound({
    ...hazard,
    inspectionId: 'insp-1',
    gravity: 'grave',
    clause: '消防法 §28',
    finding: '疏散通道堵塞',
  });
  const [reaction] = reactionsTo(openRectificationOnHazardFound, notebook()(finding));
  const following = RectificationOpened({ ...hazard, inspectionId: 'insp-1', gravity: 'grave' });
  test("follows every hazard in the finder's name", () => {
    expect(reaction!.authored.meta).toMatchObject({ department: 'FIRE', region: '371302', causedBy: 'e-1' });
    given().when(reaction!.command).then(following);
  });
  test('once', () =>
    given(following)
      .when(reaction!.command)
      .refuses('rectification/already-followed', { hazardId: 'exit-2' }));
  test('also when the order came first', () => given(ordered).when(reaction!.command).then(following));
  test('has an answer to every published event', () => {
    const rules: Readonly<Record<string, unknown>> = openRectificationOnHazardFound.rules;
    expect(publishedEvents.filter(({ type }) => rules[type] === undefined)).toEqual([]);
  });
});
