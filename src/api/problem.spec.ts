import { NotYetSeen, refuse, Refused, StoreUnavailable, type RefusalWords } from '#kernel';
import type { FastifyRequest } from 'fastify';
import { globSync } from '../../test/architecture/glob.js';
import { pino } from 'pino';
import { MalformedRequest } from './malformed-request.js';
import { problemWords } from './problem-words.js';
import { ProblemFilter } from './problem.filter.js';
import { languageOf } from './problem.js';

const logged: string[] = [];
const filter = new ProblemFilter(pino({ level: 'error' }, { write: (line) => logged.push(line) }));
const request = { headers: {}, method: 'GET', url: '/x', routeOptions: { url: '/x/:id' } } as FastifyRequest;
const problemFor = (error: unknown) => filter.problemFor(error, request);

/** Every refusal in a room's words file, found by reading the files and not by trusting the list. */
async function refusalsOfRooms(): Promise<[code: string, words: RefusalWords[string]][]> {
  const files = globSync(['libs', 'src'], /\.refusals\.ts$/);
  const modules = await Promise.all(
    files.map((file) => import(`../../${file}`) as Promise<Record<string, RefusalWords>>),
  );
  return modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, words]) =>
      name.endsWith('Refusals') ? Object.entries(words) : [],
    ),
  );
}

describe('the words of every refusal', () => {
  test('are known to the filter, whichever room says no', async () => {
    const codes = (await refusalsOfRooms()).map(([code]) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !(code in problemWords))).toEqual([]);
  });

  test('mean one thing: no room says another thing with the same code', async () => {
    const refusals = await refusalsOfRooms();
    expect(refusals.filter(([code, words]) => words !== problemWords[code]).map(([code]) => code)).toEqual(
      [],
    );
  });

  test('name the same facts in both languages', () => {
    const holes = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const uneven = Object.entries(problemWords).filter(
      ([, { zh, en }]) => String(holes(zh)) !== String(holes(en)),
    );
    expect(uneven.map(([code]) => code)).toEqual([]);
  });
});

describe('the filter', () => {
  test('fills the facts into both sentences', () =>
    expect(problemFor(new Refused(refuse('authority/no-such-account', { account: 'mayor' })))).toMatchObject({
      status: 404,
      zh: expect.stringContaining('mayor'),
      en: expect.stringContaining('mayor'),
      facts: { account: 'mayor' },
    }));

  test('lists the faults of a malformed request', () =>
    expect(problemFor(new MalformedRequest([{ path: '/a/0', message: 'must be a number' }]))).toMatchObject({
      status: 400,
      code: 'request/malformed',
      errors: [{ path: '/a/0', message: 'must be a number' }],
    }));

  test.each([
    ['a read model that is behind', new NotYetSeen('timeline', 9n, 3n), 'read/not-yet'],
    ['a store that is away', new StoreUnavailable('gone'), 'platform/store-unavailable'],
  ])('asks to come back for %s', (_, error, code) =>
    expect(problemFor(error)).toMatchObject({ status: 503, code }),
  );

  test('tells a caller the number of a defect and nothing about it', () => {
    const problem = problemFor(
      Object.assign(new Error('column "wang_laoshi" is missing'), { detail: 'Row (王)' }),
    );
    expect(problem).toMatchObject({ status: 500, code: 'platform/unexpected' });
    expect(JSON.stringify(problem)).not.toMatch(/wang_laoshi|stack/);
    expect(logged.at(-1)).toContain(problem.facts['reference']);
    expect(logged.at(-1)).not.toContain('王');
  });

  test('does not trust a status that a defect happens to carry', () =>
    expect(problemFor(Object.assign(new Error('x'), { statusCode: 299 }))).toMatchObject({ status: 500 }));
});

test.each([
  [undefined, 'zh'],
  ['en', 'en'],
  ['en-GB,en;q=0.9', 'en'],
  ['zh-CN,en;q=0.8', 'zh'],
  ['en;q=0.3, zh;q=0.7', 'zh'],
  ['fr', 'zh'],
  ['*;q=0.1', 'zh'],
])('Accept-Language %s is answered in %s', (header, language) => expect(languageOf(header)).toBe(language));
