export interface Looked {
  readonly at: string;
  readonly position: string;
}
const keptAs = (account: string) => `youan.looked.${account}`;

/** When this account last marked the start page as seen in this browser, and how far the log was then. */
export function lookedBefore(account: string): Looked | null {
  const kept = localStorage.getItem(keptAs(account));
  const [at, position] = kept?.split(' ') ?? [];
  return at && position && /^\d+$/.test(position) ? { at, position } : null;
}

export function lookNow(account: string, position: string): Looked {
  const looked = { at: new Date().toISOString(), position };
  localStorage.setItem(keptAs(account), `${looked.at} ${looked.position}`);
  return looked;
}
