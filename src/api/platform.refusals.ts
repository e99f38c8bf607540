import type { RefusalWords } from '#kernel';

/** Everything the doors of the platform say no with before any room is asked. */
export const platformRefusals = {
  'request/malformed': {
    because: 'malformed',
    zh: '请求内容不符合要求，见 errors',
    en: 'The request is not as it must be; see errors',
  },
  'request/malformed-json': {
    because: 'malformed',
    zh: '请求正文不是合法的 JSON',
    en: 'The body is not valid JSON',
  },
  'request/unknown-path': {
    because: 'missing',
    zh: '没有这个地址：{method} {path}',
    en: 'There is nothing at this address: {method} {path}',
  },
  'request/too-large': {
    because: 'too-large',
    zh: '请求正文过大',
    en: 'The body is too large',
  },
  'request/unsupported-media-type': {
    because: 'unsupported',
    zh: '不支持这种内容类型',
    en: 'This media type is not supported here',
  },
  'request/too-many': {
    because: 'too-many',
    zh: '请求过于频繁，请稍后再试',
    en: 'Too many requests; please try again shortly',
  },
  'read/not-yet': {
    because: 'not-yet',
    zh: '视图 {projection} 尚未处理到位置 {wanted}（现为 {seen}），请稍后再试',
    en: 'The view {projection} has not seen position {wanted} yet (it is at {seen}); please try again shortly',
  },
  'platform/store-unavailable': {
    because: 'not-yet',
    zh: '事件存储暂时不可用；可用同一编号安全重试',
    en: 'The event store cannot be reached at the moment; trying again with the same id is safe',
  },
} as const satisfies RefusalWords;

export type PlatformRefusalCode = keyof typeof platformRefusals;
