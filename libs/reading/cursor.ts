import { Refused, refuse } from '#kernel';

/** Where a page ended: the values its order goes by. Opaque to callers, so that the order may change. */
export const cursorAt = (...values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** What one value of a cursor must look like, or be. */
export type Form = RegExp | ((value: string) => boolean);
const fitsForm = (value: string, form: Form) => (form instanceof RegExp ? form.test(value) : form(value));

/** An instant that there is, as the database writes it. */
export const isInstant: Form = (value) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().slice(0, 19) === value.slice(0, 19);

/** Throws `read/cursor-malformed` for anything {@link cursorAt} did not make of values of these forms. */
export function valuesIn(
  cursor: string | undefined,
  ...forms: readonly Form[]
): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const values = parsed(cursor);
  const fits =
    Array.isArray(values) &&
    values.length === forms.length &&
    values.every((value, at) => typeof value === 'string' && fitsForm(value, forms[at]!));
  if (!fits) throw new Refused(refuse('read/cursor-malformed'));
  return values as readonly string[];
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
