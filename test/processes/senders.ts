import { derivedId } from '#kernel';
import { setTimeout as pause } from 'node:timers/promises';

const SENDERS = 3;
const FACILITIES = 40;
const VISITS_A_BATCH = 5;
const BATCH_EVERY_MS = 60;
const PATIENCE_MS = 5_000;
const SOURCE = 'urn:lxc:fire:crowd';
const REGION = '371302';

interface Sent {
  readonly id: string;
  readonly type: string;
}

/**
 * Departments' systems that send through whichever door answers, and send the same again until they hear that
 * it stands.
 */
export class Senders {
  readonly acknowledged: Sent[] = [];
  /** Requests that got no good answer and were sent again. */
  retries = 0;
  /** What must never be answered to a record that is in order. */
  readonly wrongAnswers: string[] = [];
  private token = '';
  private serial = 0;

  constructor(
    private readonly doors: readonly string[],
    private readonly goesOn: () => boolean,
  ) {}

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: SENDERS }, () => this.sendOn()));
  }

  get eventIds(): ReadonlySet<string> {
    return new Set(this.acknowledged.map(({ id }) => derivedId('intake', SOURCE, id)));
  }

  get hazards(): number {
    return this.acknowledged.filter(({ type }) => type === 'HazardFound').length;
  }

  private async sendOn(): Promise<void> {
    while (this.goesOn()) {
      const batch = Array.from({ length: VISITS_A_BATCH }, () => visit((this.serial += 1))).flat();
      await this.insist(JSON.stringify(batch));
      this.acknowledged.push(...batch);
      await pause(BATCH_EVERY_MS);
    }
  }

  private async insist(body: string): Promise<void> {
    for (;;) {
      const outcomes = await this.sendOnce(body).catch(() => undefined);
      const rejected = outcomes?.filter((one) => one === 'rejected' || one === 'alarm') ?? [];
      this.wrongAnswers.push(...rejected);
      if (rejected.length > 0 || outcomes?.every((one) => one === 'recorded' || one === 'duplicate')) return;
      this.retries += 1;
      await pause(100);
    }
  }

  private async sendOnce(body: string): Promise<readonly string[] | undefined> {
    const door = this.doors[Math.floor(Math.random() * this.doors.length)]!;
    if (this.token === '') this.token = await signIn(door);
    const answer = await fetch(`${door}/api/v1/intake/cloudevents`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/cloudevents-batch+json',
      },
    });
    if (answer.status === 401) this.token = '';
    const { results } = (await answer.json()) as { results?: readonly { outcome: string }[] };
    return results?.map(({ outcome }) => outcome);
  }
}

async function signIn(door: string): Promise<string> {
  const answer = await fetch(`${door}/api/v1/demo/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'fire-system' }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return ((await answer.json()) as { token: string }).token;
}

/** One inspection with what it found: three events about one facility. */
function visit(serial: number) {
  const facilityId = `F-${REGION}-crowd-${serial % FACILITIES}`;
  const [inspectionId, department] = [`crowd-${serial}`, 'FIRE'];
  const officers = [
    { officialId: 'O-1', postId: 'P-1' },
    { officialId: `O-${2 + (serial % 9)}`, postId: `P-${2 + (serial % 9)}` },
  ];
  const of = { inspectionId, facilityId, department };
  const said: readonly (readonly [string, object])[] = [
    ['InspectionOpened', { ...of, kind: 'routine', officers }],
    [
      'HazardFound',
      { ...of, hazardId: `crowd-h${serial}`, gravity: 'serious', clause: '消防法 §28', finding: '通道堵塞' },
    ],
    ['InspectionClosed', { ...of, verdict: 'failed', lead: officers[0] }],
  ];
  return said.map(([type, data], ordinal) => ({
    specversion: '1.0',
    id: `crowd-${serial}-${ordinal}`,
    source: SOURCE,
    type,
    youanregion: REGION,
    time: `2026-11-20T01:0${ordinal}:00Z`,
    data,
  }));
}
