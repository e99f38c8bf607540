/** The program cannot start, and a person can mend it: one sentence in each language, no stack. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(`${zh}\n${en}`);
  }
}
