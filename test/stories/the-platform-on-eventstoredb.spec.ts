import { FacilityRegistered, PostAssumed, PostEstablished } from '#contracts';
import { startStandIn, type StandIn } from '../support/eventstoredb/stand-in.mjs';
import { runningPlatform, type RunningPlatform } from '../support/running-platform.js';
import { sunshine } from '../support/sunshine.js';
import { tell } from '../support/told-facts.js';

const officers = [
  { officialId: 'o-song', postId: 'p-fire-1' },
  { officialId: 'o-he', postId: 'p-fire-2' },
];
const holding = ({ officialId, postId }: { officialId: string; postId: string }) => [
  PostEstablished({
    postId,
    department: 'FIRE',
    title: '监督员',
    regionCode: '371302',
    role: 'lead-officer',
    establishedOn: '2023-01-01',
  }),
  PostAssumed({
    postId,
    department: 'FIRE',
    officialId,
    assumedOn: '2023-01-01',
    documentNo: '任〔2023〕1号',
  }),
];

/** The same program with `EVENT_STORE=eventstoredb`: commands, policies, read models and proofs over the other engine. */
describe('an inspection on EventStoreDB', () => {
  let standIn: StandIn;
  let running: RunningPlatform;
  let officer: string;
  beforeAll(async () => {
    standIn = await startStandIn();
    running = await runningPlatform({ EVENT_STORE: 'eventstoredb', EVENTSTOREDB_URL: standIn.url });
    officer = await running.tokenFor('fire-inspector-lanshan');
    const registered = FacilityRegistered(sunshine);
    const meta = { actor: 'hr-1', department: 'FIRE', region: '371302' };
    const facts = [registered, ...officers.flatMap(holding)];
    await tell(
      running.platform,
      facts.map((event) => ({ event, meta, occurredAt: '2024-01-10T01:00:00Z' })),
    );
  });
  afterAll(async () => {
    await running.stop();
    standIn.stop();
  });

  async function ask<Body>(method: string, path: string, body?: object) {
    const answer = await fetch(`${running.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${officer}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as Body };
  }

  test('opened by an officer stands in the facility’s timeline, with its proof in the log of the server', async () => {
    const opening = { facilityId: 'sunshine', kind: 'routine', occurredAt: '2024-05-06T09:00:00+08:00' };
    type Done = { id: string; eventIds: string[]; position: string };
    const { status, body } = await ask<Done>('POST', '/inspections', { ...opening, officers });
    expect([status, body]).toEqual([201, expect.objectContaining({ position: expect.any(String) })]);

    type Page = { items: { eventId: string; eventType: string }[] };
    const timeline = await ask<Page>('GET', `/facilities/sunshine/timeline?minPosition=${body.position}`);
    expect(timeline.body.items.map(({ eventId }) => eventId)).toContain(body.eventIds[0]);
    const proof = await ask<{ event: { position: string } }>('GET', `/events/${body.eventIds[0]}`);
    expect(proof.body.event.position).toBe(body.position);
    expect(standIn.log.events.map(({ id }) => id)).toContain(body.eventIds[0]);
  });

  test('is told to nobody when the address is wrong: the start ends with a sentence', async () => {
    const wrong = { EVENT_STORE: 'eventstoredb', EVENTSTOREDB_URL: standIn.url.replace('false', 'true') };
    await expect(runningPlatform(wrong)).rejects.toMatchObject({ name: 'StoreMisconfigured' });
  });
});
