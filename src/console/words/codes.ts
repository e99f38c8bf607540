// The word lists alone: the contracts' own index also carries the compiled checks, which no browser needs.
import { codeWords } from '../../../libs/contracts/code.words';
import { departmentCodes, departments } from '../../../libs/contracts/department.words';
import { fieldWords } from '../../../libs/contracts/field.words';
import { regionCodes, regions } from '../../../libs/contracts/region.words';
import type { Language } from './pairs';

export { departmentCodes, regionCodes };
export const forms = Object.keys(codeWords.form);

interface Word {
  readonly zh: string;
  readonly en: string;
}
const say = (list: Readonly<Record<string, Word>>, code: string, language: Language) =>
  list[code]?.[language] ?? code;

export const departmentName = (code: string, language: Language) => say(departments, code, language);
export const regionName = (code: string, language: Language) => say(regions, code, language);
/** The word of one value of a closed list; the value itself where the list does not know it. */
export const codeName = (list: keyof typeof codeWords, code: string, language: Language) =>
  say(codeWords[list], code, language);
/** What a field of an event is called; its own name where the words do not know it. */
export const fieldName = (field: string, language: Language) => say(fieldWords, field, language);
/** The word of a field's value where its values are a closed list. */
export const valueName = (field: string, value: string, language: Language) =>
  field in codeWords ? codeName(field as keyof typeof codeWords, value, language) : value;
