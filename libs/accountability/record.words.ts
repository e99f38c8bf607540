import { codeWords } from '#contracts';

interface Sentence {
  readonly zh: string;
  readonly en: string;
}
const word = (list: keyof typeof codeWords, code: string): Sentence =>
  (codeWords[list] as Readonly<Record<string, Sentence>>)[code] ?? { zh: code, en: code };

/**
 * The sentences of an official's record: what was owed and from what, what was done. Never what it means
 * for anybody.
 */
export const tell = {
  assigned: (basis: string) => ({ zh: `检查任务：${basis}`, en: `Inspection assigned: ${basis}` }),
  opened: (kind: string) => ({ zh: `开始${word('kind', kind).zh}`, en: `Began: ${word('kind', kind).en}` }),
  closed: (verdict: string) => ({
    zh: `检查结束，结论：${word('verdict', verdict).zh}`,
    en: `Closed an inspection: ${word('verdict', verdict).en}`,
  }),
  ordered: (documentNo: string, dueOn: string) => ({
    zh: `责令改正，限 ${dueOn} 前整改，期满须复查（${documentNo}）`,
    en: `Ordered rectification by ${dueOn}, to be looked at again (${documentNo})`,
  }),
  extended: (dueOn: string, reason: string) => ({
    zh: `同意整改延期至 ${dueOn}：${reason}`,
    en: `Extended rectification to ${dueOn}: ${reason}`,
  }),
  verified: (outcome: string) => ({
    zh: `整改复查：${word('outcome', outcome).zh}`,
    en: `Looked again: ${word('outcome', outcome).en}`,
  }),
  imposed: (measure: string, documentNo: string) => ({
    zh: `签发强制措施：${word('measure', measure).zh}（${documentNo}）`,
    en: `Signed a measure: ${word('measure', measure).en} (${documentNo})`,
  }),
  lifted: (reason: string) => ({
    zh: `签发解除强制措施：${reason}`,
    en: `Signed the lifting of a measure: ${reason}`,
  }),
  penalised: (penalty: string, documentNo: string) => ({
    zh: `签发处罚决定：${word('penalty', penalty).zh}（${documentNo}）`,
    en: `Signed a penalty: ${word('penalty', penalty).en} (${documentNo})`,
  }),
  received: (topic: string) => ({
    zh: `投诉须予答复（${word('topic', topic).zh}）`,
    en: `A complaint to be answered (${word('topic', topic).en})`,
  }),
  answered: (result: string) => ({
    zh: `答复投诉：${word('result', result).zh}`,
    en: `Answered a complaint: ${word('result', result).en}`,
  }),
  duty: (duty: string, basis: string) => ({
    zh: `责任登记：${duty}（${basis}）`,
    en: `Duty assigned: ${duty} (${basis})`,
  }),
};
