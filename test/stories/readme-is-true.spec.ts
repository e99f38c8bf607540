import { readFileSync } from 'node:fs';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';

/** README's own request and question, sent word for word; only the address is another. */
const [, example] = [...readFileSync('README.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
  ([, text]) => text!,
);
const [, records] = / -d '(\[[\s\S]*?\])'/.exec(example!)!;
const [, question] = /"\$API(\/facilities[^"]+)"/.exec(example!)!;
const accounts = [...example!.matchAll(/\$\(token ([\w-]+)\)/g)].map(([, account]) => account!);

let platform: RunningPlatform;
beforeAll(async () => void (platform = await runningPlatform()), 60_000);
afterAll(() => platform.stop());

const post = async (body: string) => {
  const answer = await fetch(`${platform.url}/api/v1/intake/cloudevents`, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents-batch+json',
      authorization: `Bearer ${await platform.tokenFor(accounts[0]!)}`,
    },
    body,
  });
  return (await answer.json()) as { results: { outcome: string }[]; position: string };
};
const outcomes = async (body: string) => (await post(body)).results.map(({ outcome }) => outcome);

test('what README posts appears as README says', async () => {
  const { results, position } = await post(records!);
  expect(results.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);
  const headers = { authorization: `Bearer ${await platform.tokenFor(accounts[1]!)}` };
  const answer = await fetch(`${platform.url}/api/v1${question}?minPosition=${position}`, { headers });
  const { items } = (await answer.json()) as { items: Record<string, string>[] };
  expect(items).toHaveLength(2);
  for (const { zh, en, occurredAt, recordedAt } of items)
    for (const said of [zh, en, occurredAt, recordedAt]) expect(said).toBeTruthy();
});

test('sent again it is a duplicate; with another finding an alarm, and the original stands', async () => {
  expect(await outcomes(records!)).toEqual(['duplicate', 'duplicate']);
  expect(await outcomes(records!.replace('二层', '三层'))).toEqual(['duplicate', 'alarm']);
  expect(await outcomes(records!)).toEqual(['duplicate', 'duplicate']);
});

test('the facility nobody registered is shown as what it is', async () => {
  const headers = { authorization: `Bearer ${await platform.tokenFor(accounts[1]!)}` };
  const answer = await fetch(`${platform.url}/api/v1/facilities/readme-facility`, { headers });
  expect(await answer.json()).toMatchObject({ card: { status: 'unregistered', openHazards: { grave: 1 } } });
});
