import type { Refusal, RefusalWords } from '#kernel';

/** What may be wrong with any command before its own rules are asked. */
export const conductRefusals = {
  'conduct/key-malformed': {
    because: 'malformed',
    zh: '请求头 idempotency-key 应为 1 至 200 个可见字符',
    en: 'The header idempotency-key must be 1 to 200 visible characters',
  },
  'conduct/not-yet-happened': {
    because: 'malformed',
    zh: '发生时间 {occurredAt} 尚未到来',
    en: 'What happens at {occurredAt} has not happened yet',
  },
} as const satisfies RefusalWords;

export type ConductRefusal = Refusal<keyof typeof conductRefusals>;
