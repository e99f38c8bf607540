import { HazardFound, HazardRectified, RectificationVerified, type PublishedEvent } from '#contracts';
import { replay, type Recorded } from '#kernel';
import fc from 'fast-check';
import { notebook } from '../kernel/projection.specification.js';
import { facilityStory } from './facility-story.specification.js';
import { hazard } from './hazard.projection.js';
import { hazardTable } from './hazard.table.js';

const story = facilityStory() as unknown as Recorded<PublishedEvent>[];
const after = (history: readonly Recorded[]) =>
  replay(hazard, history as Recorded<PublishedEvent>[]).get('sunshine/exit-2')!;
const upTo = (type: string) => story.slice(0, story.findIndex(({ event }) => event.type === type) + 1);
const exit = { hazardId: 'exit-2', facilityId: 'sunshine', department: 'FIRE' } as const;

describe('隐患台账', () => {
  test.each([
    ['HazardFound', { open: true, claimed: false, dueOn: '2024-05-20', orderNo: null }],
    [
      'RectificationOrdered',
      { open: true, claimed: false, dueOn: '2024-05-20', orderNo: '临消责改〔2024〕1号' },
    ],
    ['RectificationExtended', { open: true, claimed: false, dueOn: '2024-05-27' }],
    ['HazardRectified', { open: true, claimed: true }],
    ['RectificationVerified', { open: false, claimed: false, verdict: 'rectified' }],
  ])('after %s it stands so', (type, expected) => expect(after(upTo(type))).toMatchObject(expected));

  test('put right on the spot it is closed: the officers saw it', () => {
    const recorded = notebook();
    const done = recorded(HazardRectified({ ...exit, rectifiedOn: '2024-05-06', when: 'on-the-spot' }), {
      at: '2024-05-06T02:00:00Z',
    });
    expect(after([...upTo('HazardFound'), done]).open).toBe(false);
  });

  test('found again after it was put right, it is open again', () => {
    const recorded = notebook();
    const again = recorded(
      HazardFound({
        ...exit,
        inspectionId: 'insp-9',
        department: 'EMB',
        gravity: 'serious',
        clause: '消防法 §28',
        finding: '疏散通道又被占用',
      }),
      { at: '2024-06-10T01:00:00Z' },
    );
    expect(after([...story, again])).toMatchObject({ open: true, department: 'EMB', gravity: 'serious' });
  });

  test('seen not put right after a claim, the claim is gone', () => {
    const recorded = notebook();
    const looked = recorded(
      RectificationVerified({ ...exit, verifiedOn: '2024-05-27', outcome: 'not-rectified' }),
      { at: '2024-05-27T01:00:00Z' },
    );
    expect(after([...upTo('HazardRectified'), looked])).toMatchObject({ open: true, claimed: false });
  });

  test('a cure told before the ill counts nothing until the ill is known', () => {
    const cure = story.filter(({ event }) => event.type === 'RectificationVerified');
    expect(after(cure)).toMatchObject({ open: false, gravity: null, foundAt: null });
    expect(after([...cure, ...upTo('HazardFound')])).toMatchObject({ open: false, gravity: 'grave' });
  });

  test('says the same whatever the order in which departments report', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(story, { minLength: story.length }), (shuffled) => {
        expect(after(shuffled)).toEqual(after(story));
      }),
      { numRuns: 200 },
    ));

  test('writes exactly the columns its table has', () =>
    expect(Object.keys(after(story)).sort()).toEqual(Object.keys(hazardTable.columns).sort()));
});
