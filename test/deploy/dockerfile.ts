/** Instructions of a Dockerfile, one a pair; broken lines are joined. */
export function instructionsOf(text: string): [string, string][] {
  return text
    .replace(/^#.*\n/gm, '')
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return [word, rest];
    });
}

/** What becomes the image: everything from the last FROM on. */
export function finalStage(text: string): [string, string][] {
  const all = instructionsOf(text);
  return all.slice(all.findLastIndex(([word]) => word === 'FROM'));
}
