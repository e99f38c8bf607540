import { COMMITMENT, event, SubjectErased, text, type PersonalData, type Unprotected } from '#kernel';
import { maybe } from '#kernel';
import { randomUUID } from 'node:crypto';
import { enclosureSpecification } from './enclosure.specification.js';

const LetterReceived = event({
  type: 'LetterReceived',
  version: 1,
  zh: '收到来信',
  en: 'Letter received',
  label: 'L3',
  audience: ['oversight'],
  stream: ({ writer }) => `letters-of-${writer}`,
  subjects: () => [],
  data: { writer: text, about: text, name: maybe(text), words: maybe(text) },
  personal: [
    { field: 'name', subject: ({ writer }) => `writer:${writer}` },
    { field: 'words', subject: ({ writer }) => `writer:${writer}` },
  ],
});
const contract = LetterReceived as unknown as Unprotected['contract'];

/** A letter to be hidden. Everything has a value unless it is left out. */
export const letter = (
  writer: string,
  said: { name?: string; words?: string },
  eventId = randomUUID(),
): Unprotected => ({
  eventId,
  contract,
  data: { writer, about: 'the yard', ...said },
});

/** What every home of personal data must do. `anew` answers one without any subject. */
export function personalDataSpecification(name: string, anew: () => Promise<PersonalData>) {
  const nameless = () => `w-${randomUUID()}`;

  describe(`personal data in ${name}`, () => {
    let personal: PersonalData;
    beforeAll(async () => {
      personal = await anew();
    });
    const commitmentsOf = async (asked: Unprotected) => {
      const [hidden] = await personal.protect([asked]);
      return hidden as { name: string; words: string };
    };

    test('puts a commitment where a person was and leaves the rest as it is', async () => {
      const writer = nameless();
      const [hidden] = await personal.protect([letter(writer, { name: '张三', words: '操场不安全' })]);
      expect(hidden).toEqual({
        writer,
        about: 'the yard',
        name: expect.stringMatching(COMMITMENT),
        words: expect.stringMatching(COMMITMENT),
      });
    });

    test('leaves out what was left out', async () => {
      const writer = nameless();
      expect(await personal.protect([letter(writer, {})])).toEqual([{ writer, about: 'the yard' }]);
      expect(await personal.protect([])).toEqual([]);
    });

    test('does not touch what it was given', async () => {
      const asked = letter(nameless(), { name: '张三' });
      await personal.protect([asked]);
      expect(asked.data['name']).toBe('张三');
    });

    test('answers in the order asked, thousands at once', async () => {
      const many = Array.from({ length: 3000 }, (_, i) =>
        letter(nameless(), i % 3 === 0 ? {} : { name: `人${i}` }),
      );
      const hidden = await personal.protect(many);
      const opened = await personal.open(
        hidden.flatMap(({ name: hiddenName }) => (hiddenName as string) ?? []),
      );
      hidden.forEach((data, i) => {
        expect(data['writer']).toBe(many[i]!.data['writer']);
        if (i % 3 !== 0) expect(opened.get(data['name'] as string)).toBe(`人${i}`);
      });
    });

    test('the same said again gives the same commitment, so that a retry stays a duplicate', async () => {
      const asked = letter(nameless(), { name: '李四', words: '门锁坏了' });
      const first = await personal.protect([asked]);
      expect(await personal.protect([asked])).toEqual(first);
      expect(await personal.protect([asked, asked])).toEqual([...first, ...first]);
    });

    test('the same value in another event, field or about another subject cannot be recognised', async () => {
      const writer = nameless();
      const same = { name: '王五', words: '王五' };
      const answers = await personal.protect([
        letter(writer, same),
        letter(writer, same),
        letter(nameless(), same),
      ]);
      const commitments = answers.flatMap(({ name: one, words }) => [one, words]);
      expect(new Set(commitments).size).toBe(6);
    });

    test('another value in the same event gives another commitment', async () => {
      const [writer, eventId] = [nameless(), randomUUID()];
      const first = await commitmentsOf(letter(writer, { name: '赵六' }, eventId));
      const second = await commitmentsOf(letter(writer, { name: '赵七' }, eventId));
      expect(second.name).not.toBe(first.name);
    });

    test.each([
      '',
      ' ',
      'O\'Neil "x" \\ {a,b}',
      '𠮷野家 👶',
      '\u0000 in the middle',
      'pd1:',
      'x'.repeat(5000),
    ])('opens %j as it was said', async (words) => {
      const { words: hidden } = await commitmentsOf(letter(nameless(), { words }));
      expect(await personal.open([hidden])).toEqual(new Map([[hidden, words]]));
    });

    test('opens nothing for what it never gave out', async () => {
      const unknown = `pd1:${'A'.repeat(43)}`;
      expect(await personal.open([unknown, '张三', 'pd1:short'])).toEqual(
        new Map([
          [unknown, undefined],
          ['张三', undefined],
          ['pd1:short', undefined],
        ]),
      );
      expect(await personal.open([])).toEqual(new Map());
    });

    test('protects a whole batch or says who is erased', async () => {
      const [gone, other] = [nameless(), nameless()];
      await personal.erase(`writer:${gone}`);
      const batch = [letter(other, { name: '甲' }), letter(gone, { name: '乙' })];
      await expect(personal.protect(batch)).rejects.toThrow(SubjectErased);
      await expect(personal.protect(batch)).rejects.toMatchObject({ subject: `writer:${gone}` });
      expect(await personal.protect([batch[0]!, letter(gone, {})])).toHaveLength(2);
    });

    test('erasing takes every value of the subject and of nobody else', async () => {
      const [gone, stays] = [nameless(), nameless()];
      const theirs = await commitmentsOf(letter(gone, { name: '孙八', words: '请保密' }));
      const others = await commitmentsOf(letter(stays, { name: '周九' }));
      const before = await personal.open([others.name]);
      expect(await personal.erase(`writer:${gone}`)).toMatchObject({ subject: `writer:${gone}`, values: 2 });
      const opened = await personal.open([theirs.name, theirs.words, others.name]);
      expect(opened.get(theirs.name)).toBeUndefined();
      expect(opened.get(theirs.words)).toBeUndefined();
      expect(opened.get(others.name)).toBe(before.get(others.name));
    });

    test('erasing again changes nothing and still knows when', async () => {
      const subject = `writer:${nameless()}`;
      const first = await personal.erase(subject, { account: 'auditor', reason: 'asked by the person' });
      expect(await personal.erase(subject, { account: 'another', reason: 'x' })).toEqual({
        ...first,
        values: 0,
      });
    });

    enclosureSpecification(() => personal);

    test('many at once about one new subject agree', async () => {
      const asked = letter(nameless(), { name: '吴十' });
      const answers = await Promise.all(Array.from({ length: 20 }, () => personal.protect([asked])));
      expect(new Set(answers.map(([hidden]) => hidden!['name'])).size).toBe(1);
    });
  });
}
