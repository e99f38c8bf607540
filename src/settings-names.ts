/** Beginnings that only we use: whatever starts with them and is not declared is a mistake. */
const ourBeginnings = ['YOUAN_', 'ISSUER_'];

/**
 * Names in the environment that were meant for us and are not ours. The environment is full of other
 * programs' names, so a name counts as meant for us when it begins with one of our own beginnings, or when
 * it is one of ours but for letter case, underscores, or a single slip of the finger (a letter too many,
 * too few, another, or two exchanged).
 */
export function misspelt(
  environment: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): string[] {
  return Object.keys(environment)
    .filter((given) => !names.includes(given))
    .flatMap((given) => {
      const meant = names.find((name) => plain(name) === plain(given) || oneSlip(name, given));
      if (meant !== undefined)
        return [
          `没有设置项 ${given}，是否想写 ${meant}？ / There is no setting ${given}; did you mean ${meant}?`,
        ];
      return ourBeginnings.some((beginning) => given.startsWith(beginning))
        ? [`没有设置项 ${given}，见 npm run settings / There is no setting ${given}; see npm run settings`]
        : [];
    });
}

const plain = (name: string) => name.replaceAll('_', '').toUpperCase();

function oneSlip(name: string, given: string): boolean {
  if (Math.abs(name.length - given.length) > 1) return false;
  let start = 0;
  while (start < name.length && name[start] === given[start]) start += 1;
  const [rest, other] = [name.slice(start), given.slice(start)];
  const exchanged = rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2);
  return (
    (exchanged && rest.length > 1) ||
    rest.slice(1) === other.slice(1) ||
    rest.slice(1) === other ||
    rest === other.slice(1)
  );
}
