import {
  CapacityChanged,
  FacilityClosed,
  FacilityRegistered,
  MeasureLifted,
  type PublishedEvent,
} from '#contracts';
import { replay, type Recorded } from '#kernel';
import fc from 'fast-check';
import { sunshine } from '../../test/support/sunshine.js';
import { notebook } from '../kernel/projection.specification.js';
import { facilityCard } from './facility-card.projection.js';
import { facilityCardTable } from './facility-card.table.js';
import { facilityStory } from './facility-story.specification.js';

const story = facilityStory() as unknown as Recorded<PublishedEvent>[];
const cardAfter = (history: readonly Recorded[], facilityId = 'sunshine') =>
  replay(facilityCard, history as Recorded<PublishedEvent>[]).get(facilityId)!;
const upTo = (type: string) => story.slice(0, story.findIndex(({ event }) => event.type === type) + 1);

describe('机构卡片', () => {
  test.each([
    ['FacilityRegistered', 'registered', '2024-01-10'],
    ['FacilityFiled', 'filed', '2024-02-01'],
    ['MeasureImposed', 'suspended', '2024-05-06'],
    ['MeasureLifted', 'filed', '2024-02-01'],
  ])('after %s the facility is %s since %s', (type, status, statusSince) =>
    expect(cardAfter(upTo(type))).toMatchObject({ status, statusSince }),
  );

  test('counts complaints, penalties and incidents, and shows what seals a door', () => {
    expect(cardAfter(upTo('ComplaintReceived'))).toMatchObject({
      activeMeasures: [{ measureId: 'm-1', measure: 'temporary-seal', since: '2024-05-06' }],
      openComplaints: ['c-1'],
      complaints: 1,
    });
    expect(cardAfter(story)).toMatchObject({
      activeMeasures: [],
      openComplaints: [],
      complaints: 1,
      penalties: 1,
      incidents: ['i-1'],
      lastEventAt: '2024-06-03T01:00:00Z',
      becauseOf: 'e-18',
    });
  });

  test('a facility nobody registered is shown all the same, in the region its inspector named', () =>
    expect(cardAfter(story.slice(3, 6))).toMatchObject({
      status: 'unregistered',
      name: null,
      regionCode: '371302',
    }));

  test('closed before it was registered, it stays closed; registered anew, it is open', () => {
    const recorded = notebook();
    const closed = recorded(
      FacilityClosed({ facilityId: 'sunshine', closedOn: '2024-07-01', reason: '停业' }),
      {
        at: '2024-07-01T01:00:00Z',
      },
    );
    const born = recorded(FacilityRegistered(sunshine), { at: '2024-01-10T01:00:00Z' });
    const again = recorded(FacilityRegistered(sunshine), { at: '2024-09-01T01:00:00Z' });
    expect(cardAfter([closed, born])).toMatchObject({ status: 'closed', statusSince: '2024-07-01' });
    expect(cardAfter([closed, born, again]).status).toBe('registered');
  });

  test('a lift that arrives before its seal leaves no seal', () => {
    const recorded = notebook();
    const lifted = recorded(
      MeasureLifted({
        measureId: 'm-1',
        facilityId: 'sunshine',
        department: 'FIRE',
        liftedOn: '2024-05-29',
        reason: '隐患消除',
        signedBy: { officialId: 'o-li', postId: 'p-1' },
      }),
    );
    expect(cardAfter([lifted, ...upTo('MeasureImposed')])).toMatchObject({
      status: 'filed',
      activeMeasures: [],
    });
  });

  test('a capacity that was changed later is not undone by a registration that arrives late', () => {
    const recorded = notebook();
    const changed = recorded(
      CapacityChanged({ facilityId: 'sunshine', capacity: 80, changedOn: '2024-03-01' }),
      {
        at: '2024-03-01T01:00:00Z',
      },
    );
    expect(cardAfter([changed, ...upTo('FacilityRegistered')]).capacity).toBe(80);
  });

  test('says the same whatever the order in which departments report', () => {
    const { becauseOf: _, ...expected } = cardAfter(story);
    fc.assert(
      fc.property(fc.shuffledSubarray(story, { minLength: story.length }), (shuffled) => {
        const { becauseOf: _last, ...card } = cardAfter(shuffled);
        expect(card).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test('writes exactly the columns its table has', () =>
    expect(Object.keys(cardAfter(story)).sort()).toEqual(Object.keys(facilityCardTable.columns).sort()));
});
