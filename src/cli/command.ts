/** Wrong words on the command line; the message is for whoever typed them. */
export class Misused extends Error {}

/** Says it, and answers the exit code of what went well. */
export function tell(text: string): number {
  console.log(text);
  return 0;
}

interface Manner {
  readonly usage: string;
  /** Names of errors a person can mend: their message says how, and no stack is shown. */
  readonly foreseen: readonly string[];
}

/** Runs a command: its answer is the exit code, a failure is told and ends with 2. */
export function begin(main: () => Promise<number>, manner: Manner): void {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(sentenceOf(error, manner));
      process.exitCode = 2;
    },
  );
}

/** One sentence for what a person can mend; a stack for what nobody foresaw. */
function sentenceOf(error: unknown, { usage, foreseen }: Manner): string {
  if (!(error instanceof Error)) return String(error);
  if (isMisspelt(error)) return `${error.message}\n${usage}`;
  const mendable = error instanceof Misused || foreseen.includes(error.name);
  return mendable ? error.message : (error.stack ?? error.message);
}

/** `parseArgs` of Node was given an option it does not know. */
export const isMisspelt = (error: Error) =>
  (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ?? false;
