import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { glossary } from './index.js';

const decisions = join(import.meta.dirname, 'decisions');
const records = readdirSync(decisions).sort();
const read = (name: string) => readFileSync(join(decisions, name), 'utf8');

describe('decision records', () => {
  test('are numbered without a gap', () =>
    expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, index) => index + 1)));

  test.each(records)('%s says when, what and by what it is enforced, and the enforcer exists', (name) => {
    const text = read(name);
    expect(text).toMatch(/^# \d+\. .+\n\nDecided: \d{4}-\d\d-\d\d · Status: (accepted|superseded by \d+)/);
    expect(text).toContain('**Decision.**');
    const enforcers = [
      ...text.split('**Enforced by:**')[1]!.matchAll(/`((?:libs|src|test|deploy)\/[^`]+)`/g),
    ];
    expect(enforcers.length).toBeGreaterThan(0);
    for (const [, path] of enforcers) expect([path, existsSync(path!)]).toEqual([path, true]);
  });
});

test('one concept has one word, and one word has one concept', () => {
  for (const language of ['zh', 'en'] as const) {
    const words = Object.values(glossary).map((pair) => pair[language]);
    expect(new Set(words).size).toBe(words.length);
  }
});

describe('the map', () => {
  const where = (event: string) =>
    execFileSync(process.execPath, ['libs/handbook/where.mjs', event], { encoding: 'utf8', stdio: 'pipe' });

  test('finds an event from where it is said to where it is tested', () => {
    const map = where('HazardFound');
    for (const place of ['said in', 'decided in', 'shown in', 'tested in']) expect(map).toContain(place);
    expect(map).toMatch(/libs\/contracts\/inspection\.events\.ts:\d+/);
  });

  test('says so when there is no such event', () =>
    expect(() => where('NoSuchThing')).toThrow(/No such event/));
});
