/** The part of a told world that stories ask about, and the records they send. */
export interface Ground {
  readonly url: string;
  tokenFor(account: string): Promise<string>;
}

/** A hazard of the fire department as its system sends it; `changes` may break it. */
export function hazardRecord(id: string, changes: Readonly<Record<string, unknown>> = {}): string {
  const data = {
    inspectionId: `insp-${id}`,
    facilityId: 'F-371302-002',
    department: 'FIRE',
    hazardId: `haz-${id}`,
    gravity: 'minor',
    clause: '消防法 §28',
    finding: '应急照明损坏',
    ...changes,
  };
  return JSON.stringify({
    specversion: '1.0',
    id,
    source: 'urn:lxc:fire',
    type: 'HazardFound',
    time: '2026-05-06T01:00:00Z',
    youanregion: '371302',
    youandepartment: 'FIRE',
    datacontenttype: 'application/json',
    data,
  });
}

/** Sends one record; answers the number of the rejection, if it was turned away. */
export async function send(
  { url, tokenFor }: Ground,
  account: string,
  record: string,
): Promise<string | undefined> {
  const answer = await fetch(`${url}/api/v1/intake/cloudevents`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenFor(account)}`,
      'content-type': 'application/cloudevents+json',
    },
    body: record,
  });
  const { results } = (await answer.json()) as { results: { rejectionId?: string }[] };
  return results[0]?.rejectionId;
}
