import type { Refusal, RefusalWords } from '#kernel';

export const vaultRefusals = {
  'personal/subject-erased': {
    because: 'unlawful',
    zh: '{subject} 的个人信息已依法删除，不能再记录',
    en: 'The personal data of {subject} was erased; nothing more may be recorded about it',
  },
} as const satisfies RefusalWords;

export type VaultRefusal = Refusal<keyof typeof vaultRefusals>;
