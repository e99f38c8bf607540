import { publishedEvents } from './index.js';

describe.each(publishedEvents.map((contract) => [contract.type, contract] as const))('%s', (_, contract) => {
  test('has a name a person in Linyi can read', () => expect(contract.zh).toMatch(/^\p{Script=Han}+$/u));
});
