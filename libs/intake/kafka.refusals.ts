import type { RefusalWords } from '#kernel';

/**
 * Why a message of a topic is no record at all. What stands in the record is refused by the words of every
 * door.
 */
export const kafkaRefusals = {
  'intake/tombstone': {
    because: 'malformed',
    zh: '消息没有内容（空值）：事实不能以空值报送，也不能以空值删除',
    en: 'The message has no value: facts are neither said nor deleted by an empty one',
  },
  'intake/not-one-event': {
    because: 'malformed',
    zh: '消息类型 {contentType} 不是一个 JSON 格式的 CloudEvent',
    en: 'The content type {contentType} is not one CloudEvent in JSON',
  },
  'intake/header-malformed': {
    because: 'malformed',
    zh: '消息头 {header} 重复、不是 UTF-8 文字或含有空字符',
    en: 'The header {header} is repeated, is not UTF-8, or holds the NUL character',
  },
} as const satisfies RefusalWords;
