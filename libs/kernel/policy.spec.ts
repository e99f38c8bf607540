import type { Authored } from './authored.js';
import { Refused } from './carry-out.js';
import { refuse } from './decider.js';
import { policyEntry, reactionsTo, type Policy } from './policy.js';
import { silent } from './projection.js';
import { Closed, Credited, Opened, type AccountEvent } from './runner-accounts.specification.js';
import { say } from './runner-story.specification.js';
import { Ground } from './runner-ground.specification.js';

interface Greet {
  readonly greet: string;
}
const greeting: Policy<AccountEvent, Greet> = {
  name: 'greet-on-opened',
  start: 'beginning',
  partition: ({ event: { data } }) => data.account,
  rules: {
    Opened: ({ account }) => [{ greet: account }, { greet: `${account} again` }],
    Credited: ({ account }) => [{ greet: `rich ${account}` }],
    Noted: silent('a note asks for nothing'),
    Closed: silent('nobody is left to greet'),
  },
};

let ground: Ground;
beforeEach(async () => {
  ground = await Ground.prepare();
});
afterEach(() => ground.close());
const seen = (name: string) => ground.caughtUp(`policy:${name}`);

test('a fact moves a policy to commands that name the fact as their cause, in order', async () => {
  const given: { greet: string; authored: Authored }[] = [];
  const entry = policyEntry(greeting, async ({ greet }, authored) => given.push({ greet, authored }));
  await say(ground.store, Opened({ account: 'A' }));
  await ground.runner([], {}, [entry]).start();
  await say(ground.store, Credited({ account: 'A' }));
  await seen('greet-on-opened');
  expect(given.map(({ greet }) => greet)).toEqual(['A', 'A again', 'rich A']);
  const [opened] = await ground.store.readStream('account-A');
  expect(given[0]!.authored).toMatchObject({
    occurredAt: opened!.occurredAt,
    meta: {
      actor: 'policy:greet-on-opened',
      department: 'FIRE',
      region: '371302',
      causedBy: opened!.eventId,
    },
  });
  expect(new Set(given.map(({ authored }) => authored.commandId)).size).toBe(3);
});

test('the same fact gives the same command ids, so that a retry is a duplicate', async () => {
  await say(ground.store, Opened({ account: 'A' }));
  const [recorded] = (await ground.store.readStream('account-A')) as never[];
  expect(reactionsTo(greeting, recorded!)).toEqual(reactionsTo(greeting, recorded!));
  expect(reactionsTo({ ...greeting, name: 'other' }, recorded!)[0]!.authored.commandId).not.toBe(
    reactionsTo(greeting, recorded!)[0]!.authored.commandId,
  );
});

test('a refusal is an answer: it is written down and the policy goes on', async () => {
  const entry = policyEntry(greeting, async ({ greet }) => {
    if (greet === 'A') throw new Refused(refuse('greeting/not-wanted', { who: greet }));
  });
  await say(ground.store, Opened({ account: 'A' }));
  await ground.runner([], {}, [entry]).start();
  await seen('greet-on-opened');
  const { rows } = await ground.pool.query('select policy, ordinal, code, facts from runner.policy_refusal');
  expect(rows).toEqual([
    { policy: 'greet-on-opened', ordinal: 0, code: 'greeting/not-wanted', facts: { who: 'A' } },
  ]);
});

test('a failure is tried again; when it stays, its partition waits and the others go on', async () => {
  let broken = true;
  const greeted: string[] = [];
  let stumbles = 2;
  const entry = policyEntry(greeting, async ({ greet }) => {
    if (greet === 'B' && stumbles > 0) {
      stumbles -= 1;
      throw new Error('for a moment');
    }
    if (broken && greet.includes('A')) throw new Error('for good');
    greeted.push(greet);
  });
  await say(ground.store, Opened({ account: 'A' }));
  await say(ground.store, Opened({ account: 'B' }));
  await say(ground.store, Credited({ account: 'A' }));
  const runner = ground.runner([], {}, [entry]);
  await runner.start();
  await seen('greet-on-opened');
  expect(greeted).toEqual(['B', 'B again']);
  expect((await runner.status())[0]).toMatchObject({ parkedPartitions: 1, parkedEvents: 2 });
  broken = false;
  await runner.operations.replayParked('policy:greet-on-opened', 'A');
  expect(greeted).toEqual(['B', 'B again', 'A', 'A again', 'rich A']);
  await say(ground.store, Closed({ account: 'A' }));
  await say(ground.store, Opened({ account: 'A' }));
  await seen('greet-on-opened');
  expect(greeted.slice(5)).toEqual(['A', 'A again']);
});

test('a policy that starts now lets the past rest', async () => {
  const greeted: string[] = [];
  const entry = policyEntry({ ...greeting, start: 'now' }, async ({ greet }) => greeted.push(greet));
  await say(ground.store, Opened({ account: 'A' }));
  await ground.runner([], {}, [entry]).start();
  await say(ground.store, Opened({ account: 'B' }));
  await seen('greet-on-opened');
  expect(greeted).toEqual(['B', 'B again']);
});
