import type { Refusal, RefusalWords } from '#kernel';

/** Every way in which a question about the past or the next page is refused. */
export const readingRefusals = {
  'read/cursor-malformed': {
    because: 'malformed',
    zh: '翻页标记无效，请从第一页重新查询',
    en: 'The cursor is not one of ours; please start again from the first page',
  },
  'read/no-such-time': {
    because: 'malformed',
    zh: '没有这样的时间：{given}',
    en: 'There is no such time: {given}',
  },
} as const satisfies RefusalWords;

export type ReadingRefusal = Refusal<keyof typeof readingRefusals>;
