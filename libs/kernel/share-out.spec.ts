import fc from 'fast-check';
import { shareOut, type Member, type SharedShard } from './share-out.js';

const WORKS = ['timeline/1', 'card/1', 'record/1', 'policy:follow/1'];
const OWNERS = ['a', 'b', 'c', 'd', 'gone'];

const shards = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...WORKS), fc.nat(5)), { selector: ([work, n]) => `${work}/${n}` })
  .chain((names) =>
    fc.tuple(
      ...names.map(([work, n]) =>
        fc.record({
          key: fc.constant(`${work}/${n}`),
          work: fc.constant(work),
          owner: fc.option(fc.constantFrom(...OWNERS), { nil: undefined }),
          lapsed: fc.option(fc.constantFrom(...OWNERS), { nil: undefined }),
        }),
      ),
    ),
  ) as fc.Arbitrary<SharedShard[]>;
const membersWith = (work: fc.Arbitrary<string[]>) =>
  fc.uniqueArray(fc.record({ owner: fc.constantFrom('a', 'b', 'c', 'd'), work }), {
    minLength: 1,
    selector: ({ owner }: Member) => owner,
  });
const able = membersWith(fc.constant(WORKS));
const some = membersWith(fc.subarray(WORKS));

const held = (answer: ReadonlyMap<string, string>, owner: string) =>
  [...answer.values()].filter((one) => one === owner).length;
const reachable = (all: readonly SharedShard[], members: readonly Member[]) =>
  all.filter(({ owner }) => owner === undefined || members.some((member) => member.owner === owner));

test('nobody is meant to hold more than its share', () =>
  fc.assert(
    fc.property(shards, able, (given, members) => {
      const all = given.map(({ key, work, owner }) => ({ key, work, owner }));
      const answer = shareOut(all, members);
      const share = Math.ceil(reachable(all, members).length / members.length);
      for (const { owner } of members) expect(held(answer, owner)).toBeLessThanOrEqual(share);
    }),
  ));

test('whatever can be held is held', () =>
  fc.assert(
    fc.property(shards, able, (all, members) =>
      expect(shareOut(all, members).size).toBe(reachable(all, members).length),
    ),
  ));

test('the order in which shards and programs are listed changes nothing', () =>
  fc.assert(
    fc.property(shards, some, (all, members) =>
      expect(shareOut([...all].reverse(), [...members].reverse())).toEqual(shareOut(all, members)),
    ),
  ));

test('once everybody holds what is meant for it, nothing moves any more', () =>
  fc.assert(
    fc.property(shards, some, (all, members) => {
      const answer = shareOut(all, members);
      const settled = all.map((shard) => ({ ...shard, owner: answer.get(shard.key) ?? shard.owner }));
      expect(shareOut(settled, members)).toEqual(answer);
    }),
  ));

test('nobody is given what it has no rules for, and what only one has rules for goes to that one', () =>
  fc.assert(
    fc.property(shards, some, (all, members) => {
      const answer = shareOut(all, members);
      for (const { key, work, owner } of all) {
        const holder = members.find((member) => member.owner === answer.get(key));
        if (holder !== undefined) expect(holder.work).toContain(work);
        else if (owner === undefined)
          expect(members.some((member) => member.work.includes(work))).toBe(false);
      }
    }),
  ));

test('what a program holds that has gone is left alone until its lease ends', () =>
  expect(shareOut([{ key: 'k', work: 'timeline/1', owner: 'gone' }], [{ owner: 'a', work: WORKS }])).toEqual(
    new Map(),
  ));

test('what a program let slip goes to another, however little it holds, and to itself when it is alone', () => {
  const all: SharedShard[] = [
    { key: 'a', work: 'card/1', owner: undefined, lapsed: 'sleeps' },
    { key: 'b', work: 'card/1', owner: 'wakes' },
  ];
  const [sleeps, wakes] = ['sleeps', 'wakes'].map((owner) => ({ owner, work: WORKS }));
  expect(shareOut(all, [sleeps!, wakes!]).get('a')).toBe('wakes');
  expect(shareOut(all, [sleeps!]).get('a')).toBe('sleeps');
});

test.each(['a', undefined])(
  'whoever has shards of some partitions is meant to have them of all, from %s',
  (owner) => {
    const all = ['card/1', 'hazard/1', 'timeline/1'].flatMap((work) =>
      [0, 1, 2].map((n) => ({ key: `${work}/${n}`, work, owner, slot: `${n} of 3` })),
    );
    const members = ['a', 'b', 'c'].map((one) => ({
      owner: one,
      work: ['card/1', 'hazard/1', 'timeline/1'],
    }));
    const answer = shareOut(all, members);
    for (const one of ['a', 'b', 'c']) {
      const slots = all.filter(({ key }) => answer.get(key) === one).map(({ slot }) => slot);
      expect([slots.length, new Set(slots).size]).toEqual([3, 1]);
    }
  },
);

test('the shards of one read model are spread', () => {
  const all = ['card/1', 'timeline/1'].flatMap((work) =>
    [0, 1].map((n) => ({ key: `${work}/${n}`, work, owner: 'a' })),
  );
  const answer = shareOut(all, [
    { owner: 'a', work: WORKS },
    { owner: 'b', work: WORKS },
  ]);
  expect([...answer].filter(([, owner]) => owner === 'b').map(([key]) => key.split('/')[0])).toEqual(
    expect.arrayContaining(['card', 'timeline']),
  );
});
