import type { Refusal, RefusalWords } from '#kernel';
import { fileRefusals } from './file.refusals.js';
import { kafkaRefusals } from './kafka.refusals.js';

/** Why a record is not recorded, in the order of the checks. */
const recordRefusals = {
  'intake/empty-record': { because: 'malformed', zh: '记录为空', en: 'The record is empty' },
  'intake/record-too-large': {
    because: 'too-large',
    zh: '单条记录 {bytes} 字节，超过上限 {limit} 字节',
    en: 'The record has {bytes} bytes; at most {limit} are allowed',
  },
  'intake/not-utf8': {
    because: 'malformed',
    zh: '内容不是有效的 UTF-8 编码',
    en: 'The text is not valid UTF-8',
  },
  'intake/byte-order-mark': {
    because: 'malformed',
    zh: '内容以字节序标记（BOM）开头，请去掉后重新报送',
    en: 'The text starts with a byte order mark: send it without one',
  },
  'intake/not-json': {
    because: 'malformed',
    zh: '内容不是有效的 JSON：{why}',
    en: 'The text is not valid JSON: {why}',
  },
  'intake/nested-too-deep': {
    because: 'malformed',
    zh: 'JSON 嵌套超过 {limit} 层',
    en: 'The JSON is nested deeper than {limit} levels',
  },
  'intake/duplicate-key': {
    because: 'malformed',
    zh: '同一对象中字段 {key} 出现了两次',
    en: 'The field {key} stands twice in one object',
  },
  'intake/number-inexact': {
    because: 'malformed',
    zh: '数字 {number} 无法精确保存，请改用字符串',
    en: 'The number {number} cannot be kept exactly: send it as a string',
  },
  'intake/nul-character': {
    because: 'malformed',
    zh: '文本中含有空字符（U+0000）',
    en: 'A text contains the NUL character (U+0000)',
  },
  'intake/lone-surrogate': {
    because: 'malformed',
    zh: '文本中含有不成对的代理字符',
    en: 'A text contains half of a surrogate pair',
  },
  'intake/envelope-malformed': {
    because: 'malformed',
    zh: '信封不符合 CloudEvents 1.0 的要求',
    en: 'The envelope is not what CloudEvents 1.0 and this platform ask for',
  },
  'intake/unknown-type': {
    because: 'malformed',
    zh: '没有名为 {type} 的事件类型{near}',
    en: 'There is no event type {type}{near}',
  },
  'intake/unknown-version': {
    because: 'malformed',
    zh: '事件 {type} 没有版本 {version}，现行版本为 {current}',
    en: 'Event {type} has no version {version}; the current one is {current}',
  },
  'intake/not-your-department': {
    because: 'beyond-powers',
    zh: '账号属于{own}，不能以{department}的名义报送',
    en: 'The account belongs to {own} and cannot speak for {department}',
  },
  'intake/not-your-region': {
    because: 'beyond-powers',
    zh: '账号的辖区是{own}，不能报送{region}的数据',
    en: 'The account covers {own} and cannot send records about {region}',
  },
  'intake/beyond-powers': {
    because: 'beyond-powers',
    zh: '{department}无权报送事件“{type}”，依据：{clause}',
    en: '{department} has no power to say “{type}”: {clause}',
  },
  'intake/data-malformed': {
    because: 'unlawful',
    zh: '数据不符合事件 {type} 的格式',
    en: 'The data is not what event {type} asks for',
  },
  'intake/department-contradicts': {
    because: 'unlawful',
    zh: '数据中的部门是{said}，信封中的部门是{department}，两者不一致',
    en: 'The data says department {said}, the envelope says {department}',
  },
  'intake/region-contradicts': {
    because: 'unlawful',
    zh: '数据中的区划是{said}，信封中的区划是{region}，两者不一致',
    en: 'The data says region {said}, the envelope says {region}',
  },
  'intake/facility-elsewhere': {
    because: 'unlawful',
    zh: '机构 {facilityId} 登记在{stands}，与报送的区划{region}不一致',
    en: 'Facility {facilityId} is registered in {stands}, not in {region}',
  },
  'intake/in-the-future': {
    because: 'unlawful',
    zh: '发生时间 {time} 晚于现在',
    en: 'The time {time} lies in the future',
  },
  'intake/long-past': {
    because: 'unlawful',
    zh: '发生时间 {time} 早于 {earliest}',
    en: 'The time {time} lies before {earliest}',
  },
  'intake/impossible-date': {
    because: 'unlawful',
    zh: '日历上没有 {date} 这一天',
    en: 'There is no such day as {date}',
  },
  'intake/absurd-date': {
    because: 'unlawful',
    zh: '日期 {date} 不合理，应在 1949 年至 2199 年之间',
    en: 'The day {date} is absurd: it must lie between 1949 and 2199',
  },
  'intake/subject-erased': {
    because: 'unlawful',
    zh: '记录涉及的个人信息主体已被删除，不能再登记其信息',
    en: 'The person this record is about has been erased: nothing more may be recorded about them',
  },
  'intake/id-conflict': {
    because: 'unlawful',
    zh: '来源 {source} 的编号 {id} 已登记过，但内容不同，请核实',
    en: 'Id {id} of source {source} is already recorded with other content: please check',
  },
  'intake/outcome-unknown': {
    because: 'not-yet',
    zh: '数据库暂时不可用，这条记录尚未确认保存，请原样重发',
    en: 'The database is unavailable: this record is not known to be safe, please send it again unchanged',
  },
} as const satisfies RefusalWords;

/**
 * Why a whole request is turned away before its records are looked at, or a rejection cannot be worked on.
 */
const requestRefusals = {
  'intake/charset-unsupported': {
    because: 'unsupported',
    zh: '不支持字符集 {charset}，请使用 UTF-8',
    en: 'The charset {charset} is not supported: use UTF-8',
  },
  'intake/encoding-unsupported': {
    because: 'unsupported',
    zh: '不支持内容压缩 {encoding}',
    en: 'The content encoding {encoding} is not supported',
  },
  'intake/content-type-unsupported': {
    because: 'unsupported',
    zh: '不支持内容类型 {contentType}，请使用 CloudEvents 1.0 的三种方式之一',
    en: 'The content type {contentType} is not supported: use one of the three modes of CloudEvents 1.0',
  },
  'intake/too-many-records': {
    because: 'too-large',
    zh: '一次最多报送 {limit} 条记录，收到 {count} 条',
    en: 'At most {limit} records are taken at once; there were {count}',
  },
  'intake/no-such-rejection': {
    because: 'missing',
    zh: '没有退回记录 {rejectionId}，或不在您的范围内',
    en: 'There is no rejection {rejectionId}, or it lies outside your reach',
  },
  'intake/rejection-settled': {
    because: 'too-late',
    zh: '退回记录 {rejectionId} 已处理（{state}）',
    en: 'Rejection {rejectionId} is already settled ({state})',
  },
  'intake/cursor-malformed': {
    because: 'malformed',
    zh: '翻页游标无效',
    en: 'The cursor is not one of ours',
  },
} as const satisfies RefusalWords;

export const intakeRefusals = {
  ...recordRefusals,
  ...requestRefusals,
  ...fileRefusals,
  ...kafkaRefusals,
} as const satisfies RefusalWords;
export type IntakeCode = keyof typeof intakeRefusals;
export type IntakeRefusal = Refusal<IntakeCode>;
