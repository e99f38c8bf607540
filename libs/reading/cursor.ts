import { Refused, refuse } from '#kernel';

/** Where a page ended: the values its order goes by. Opaque to callers, so that the order may change. */
export const cursorAt = (...values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** Throws `read/cursor-malformed` for anything {@link cursorAt} did not make of values of these forms. */
export function valuesIn(
  cursor: string | undefined,
  ...forms: readonly RegExp[]
): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const values = parsed(cursor);
  const fits =
    Array.isArray(values) &&
    values.length === forms.length &&
    values.every((value, at) => typeof value === 'string' && forms[at]!.test(value));
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
