import type { IntakeResult } from '#intake';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningPlatform } from './running-platform.js';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}
export interface JobBody {
  readonly jobId: string;
  readonly state: string;
  readonly rowsTotal: number | null;
  readonly rowsDone: number;
  readonly recorded: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly alarms: number;
  readonly code?: string;
  readonly errors?: { path: string; message: string }[];
}
export interface ResultsBody {
  readonly results: IntakeResult[];
  readonly position: string;
  readonly code?: string;
}

/** A department's system or a clerk, speaking HTTP as they do. */
export class IntakeClient {
  private constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  static async of(running: RunningPlatform, account: string): Promise<IntakeClient> {
    return new IntakeClient(`${running.url}/api/v1`, await running.tokenFor(account));
  }

  async ask<Body>(path: string, init: RequestInit = {}): Promise<Answer<Body>> {
    const headers = { authorization: `Bearer ${this.token}`, ...(init.headers as Record<string, string>) };
    const answer = await fetch(`${this.url}${path}`, { ...init, headers });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Body };
  }

  post<Body>(path: string, body: unknown): Promise<Answer<Body>> {
    const headers = { 'content-type': 'application/json' };
    return this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** One CloudEvent, or several as a batch, in structured mode. */
  send(events: unknown): Promise<Answer<ResultsBody>> {
    const kind = Array.isArray(events) ? 'cloudevents-batch' : 'cloudevents';
    return this.sendRaw(JSON.stringify(events), { 'content-type': `application/${kind}+json` });
  }

  sendRaw(body: string | Buffer, headers: Record<string, string>): Promise<Answer<ResultsBody>> {
    return this.ask('/intake/cloudevents', {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
  }

  upload(name: string, bytes: Buffer, mapping: Record<string, string>): Promise<Answer<JobBody>> {
    const form = new FormData();
    for (const [field, text] of Object.entries(mapping)) form.set(field, text);
    form.set('file', new Blob([new Uint8Array(bytes)]), name);
    return this.ask('/intake/files', { method: 'POST', body: form });
  }

  job(jobId: string): Promise<Answer<JobBody>> {
    return this.ask(`/intake/files/${jobId}`);
  }

  /** The job once it is in one of these states, or once `enough` says so. */
  async until(jobId: string, enough: (job: JobBody) => boolean = ({ state }) => state !== 'running') {
    for (;;) {
      const { body } = await this.job(jobId);
      if (enough(body)) return body;
      await sleep(25);
    }
  }
}
