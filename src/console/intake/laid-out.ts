/**
 * JSON over several lines. Text that is no JSON, or holds a number too long to read back exactly,
 * stays as it is.
 */
export function laidOut(text: string): string {
  if (/(?<![\w"])\d{16,}/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
