import type { RefusalWords } from '#kernel';

/** The file door's own words: files, mappings, rows, jobs. */
export const fileRefusals = {
  'intake/cell-malformed': {
    because: 'unlawful',
    zh: '第 {row} 行无法转换为事件 {type}',
    en: 'Row {row} cannot be turned into event {type}',
  },
  'intake/row-malformed': {
    because: 'unlawful',
    zh: '第 {row} 行的单元格未通过检查',
    en: 'Cells of row {row} fail their checks',
  },
  'intake/row-not-json': {
    because: 'malformed',
    zh: '修正后的行必须是由列名和文字组成的 JSON 对象',
    en: 'A repaired row must be a JSON object of column names and texts',
  },
  'intake/file-missing': {
    because: 'malformed',
    zh: '请求中没有文件（字段 file）',
    en: 'The request has no file (field "file")',
  },
  'intake/mapping-missing': {
    because: 'malformed',
    zh: '请求中没有映射（字段 mapping 或 mappingName）',
    en: 'The request has no mapping (field "mapping" or "mappingName")',
  },
  'intake/no-such-mapping': {
    because: 'missing',
    zh: '没有名为 {name} 的映射{near}',
    en: 'There is no mapping called {name}{near}',
  },
  'intake/mapping-faulty': {
    because: 'malformed',
    zh: '映射有 {count} 处错误',
    en: 'The mapping has {count} fault(s)',
  },
  'intake/file-too-large': {
    because: 'too-large',
    zh: '文件超过上限 {limit} 字节',
    en: 'The file is larger than {limit} bytes',
  },
  'intake/file-erased': {
    because: 'too-late',
    zh: '文件中的个人信息已依法删除，文件不能再读取',
    en: 'The personal data in this file was erased: it can no longer be read',
  },
  'intake/file-unreadable': {
    because: 'malformed',
    zh: '无法读取文件：{why}',
    en: 'The file cannot be read: {why}',
  },
  'intake/no-such-job': {
    because: 'missing',
    zh: '没有导入任务 {jobId}，或不在您的范围内',
    en: 'There is no import {jobId}, or it lies outside your reach',
  },
  'intake/job-over': {
    because: 'too-late',
    zh: '导入任务 {jobId} 已结束（{state}）',
    en: 'Import {jobId} is over ({state})',
  },
} as const satisfies RefusalWords;
