/** The platform answered no, or not at all: the sentence a person reads. */
export class PlatformSaysNo extends Error {}

export interface JobState {
  readonly jobId: string;
  readonly state: string;
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly alarms: number;
  readonly failure: { readonly zh: string; readonly en: string } | null;
}
interface Problem {
  readonly zh?: string;
  readonly en?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}
export interface Identity {
  readonly account?: string | undefined;
  readonly token?: string | undefined;
}

/** Speaks to a running platform over its API, as any other client does. */
export class PlatformClient {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Throws {@link PlatformSaysNo}, also when no platform runs there. */
  static async signIn(
    url: string,
    { account, token = process.env['TOKEN'] }: Identity,
  ): Promise<PlatformClient> {
    if (token !== undefined) return new PlatformClient(url, token);
    if (account === undefined)
      throw new PlatformSaysNo('请用 --account 或 --token 登录 / sign in with --account or --token');
    const open = new PlatformClient(url, '');
    const body = JSON.stringify({ account });
    const headers = { 'content-type': 'application/json' };
    const answer = await open.ask<{ token: string }>('/demo/sign-in', { method: 'POST', headers, body });
    return new PlatformClient(url, answer.token);
  }

  upload(table: {
    readonly name: string;
    readonly bytes: Buffer;
    readonly mapping: string;
  }): Promise<JobState> {
    const form = new FormData();
    form.set('mapping', table.mapping);
    form.set('file', new Blob([new Uint8Array(table.bytes)]), table.name);
    return this.ask('/intake/files', { method: 'POST', body: form });
  }

  job(jobId: string): Promise<JobState> {
    return this.ask(`/intake/files/${jobId}`);
  }

  stop(jobId: string): Promise<JobState> {
    return this.ask(`/intake/files/${jobId}/stop`, { method: 'POST' });
  }

  private async ask<Body>(path: string, init: RequestInit = {}): Promise<Body> {
    const headers = { ...(init.headers as Record<string, string>) };
    if (this.token !== '') headers['authorization'] = `Bearer ${this.token}`;
    const answer = await fetch(`${this.url}/api/v1${path}`, { ...init, headers }).catch(() => undefined);
    if (answer === undefined)
      throw new PlatformSaysNo(
        `${this.url} 上没有运行的平台，请先 npm start / no platform runs at ${this.url}: start it with npm start`,
      );
    const body = (await answer.json().catch(() => ({}))) as Body & Problem;
    if (answer.ok) return body;
    const faults = (body.errors ?? []).map(({ path: place, message }) => `  ${place}: ${message}`);
    const sentence = body.zh ? `${body.zh} / ${body.en}` : `${answer.status} ${answer.statusText}`;
    throw new PlatformSaysNo([sentence, ...faults].join('\n'));
  }
}
