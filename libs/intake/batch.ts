const [SPACE, TAB, LF, CR] = [32, 9, 10, 13];
const [QUOTE, COMMA, BACKSLASH] = [34, 44, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

const isBlank = (byte: number | undefined) => byte === SPACE || byte === TAB || byte === LF || byte === CR;

/**
 * Cuts the bytes of a JSON array into the exact bytes of its elements, so that one broken element cannot
 * take its neighbours with it and each rejected one is kept as it came. `undefined`: there is no array to
 * cut.
 */
export function elementsOf(bytes: Buffer): Buffer[] | undefined {
  let at = 0;
  while (isBlank(bytes[at])) at += 1;
  if (bytes[at] !== OPEN_LIST) return undefined;
  const elements: Buffer[] = [];
  let start = at + 1;
  let depth = 1;
  for (at += 1; at < bytes.length && depth > 0; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth -= 1;
    const ends = (byte === COMMA && depth === 1) || depth === 0;
    if (!ends) continue;
    elements.push(trimmed(bytes, start, at));
    start = at + 1;
  }
  if (depth > 0) return undefined;
  while (isBlank(bytes[at])) at += 1;
  if (at < bytes.length) return undefined;
  return elements.length === 1 && elements[0]!.length === 0 ? [] : elements;
}

function endOfText(bytes: Buffer, start: number): number {
  let end = bytes.indexOf(QUOTE, start + 1);
  while (end !== -1 && isEscaped(bytes, end)) end = bytes.indexOf(QUOTE, end + 1);
  return end === -1 ? bytes.length : end;
}

function isEscaped(bytes: Buffer, quote: number): boolean {
  let before = quote - 1;
  while (bytes[before] === BACKSLASH) before -= 1;
  return (quote - before) % 2 === 0;
}

function trimmed(bytes: Buffer, from: number, to: number): Buffer {
  let [start, end] = [from, to];
  while (start < end && isBlank(bytes[start])) start += 1;
  while (end > start && isBlank(bytes[end - 1])) end -= 1;
  return bytes.subarray(start, end);
}
