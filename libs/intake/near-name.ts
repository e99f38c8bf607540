/** The known names most like a mistyped one, nearest first; none when nothing is alike. */
export function nearNames(wanted: string, known: readonly string[], most = 3): string[] {
  const limit = Math.max(2, Math.ceil(wanted.length / 3));
  return known
    .map((name) => ({ name, distance: distanceBetween(fold(wanted), fold(name)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

const fold = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
    .slice(0, 80);

/** Levenshtein, one row at a time. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, change));
    }
    row = next;
  }
  return row[b.length]!;
}

/** `（是否指 A、B？）`, the same in both languages; empty when nothing is alike. */
export const perhaps = (names: readonly string[]) => (names.length > 0 ? ` (→ ${names.join(' / ')}?)` : '');
