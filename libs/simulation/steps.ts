import { compare, type Fact } from './chronicle.js';
import { badRecords, type Mould } from './bad-records.story.js';
import { senderOf, type City } from './city.js';
import { cloudEventOf, type CloudEvent, type SpoiltCloudEvent } from './cloud-event.js';
import { accountOf } from './demo-officials.js';

/** A department's system sends what it has, all of one moment at once. */
export interface Sending {
  readonly door: 'intake';
  readonly recordedAt: string;
  readonly by: string;
  readonly cloudEvents: readonly (CloudEvent | SpoiltCloudEvent)[];
  /** Spoilt on purpose: every one must be turned away, and for this reason. */
  readonly code?: string;
}

/** An officer says it at our own screens; `id` is the command's. */
export interface Spoken {
  readonly door: 'command';
  readonly recordedAt: string;
  readonly by: string;
  readonly id: string;
  readonly fact: Fact;
}
export type Step = Sending | Spoken;

/** Ids carry the seed and the last day: a city that was begun yesterday is finished as yesterday's. */
export const recordIdOf = ({ seed: { seed, until } }: Pick<City, 'seed'>, number: number): string =>
  `city.${seed}.${until}.${String(number).padStart(6, '0')}`;
export const CITY_ID = /^city\.([a-z0-9-]+)\.(\d{4}-\d{2}-\d{2})\.(\d{6})$/;

const MOST_AT_ONCE = 400;

/** The city as what happens at the platform's doors, in the order of `recordedAt`. */
export function stepsOf(city: City): Step[] {
  const steps: Step[] = [];
  const moulds: (Mould & { recordedAt: string })[] = [];
  let open: { sending: Sending; cloudEvents: CloudEvent[] } | undefined;
  city.facts.forEach((fact, index) => {
    const id = recordIdOf(city, index + 1);
    if (fact.byHand) {
      open = undefined;
      steps.push({ door: 'command', recordedAt: fact.recordedAt, by: speakerOf(fact), id, fact });
      return;
    }
    const cloudEvent = cloudEventOf(id, fact);
    const by = senderOf(fact);
    const { recordedAt } = fact;
    moulds.push({ cloudEvent, by, recordedAt });
    const joins = open?.sending.by === by && open.sending.recordedAt === recordedAt;
    if (!joins || open!.cloudEvents.length >= MOST_AT_ONCE) {
      const cloudEvents: CloudEvent[] = [];
      open = { sending: { door: 'intake', recordedAt, by, cloudEvents }, cloudEvents };
      steps.push(open.sending);
    }
    open!.cloudEvents.push(cloudEvent);
  });
  const spoilt = badRecords(city.seed.until, moulds).map(({ cloudEvent, ...rest }): Sending => {
    return { door: 'intake', ...rest, cloudEvents: [cloudEvent] };
  });
  return [...steps, ...spoilt].sort((one, other) => compare(one.recordedAt, other.recordedAt));
}

/** The officer who signs has an account where one exists; the department's inspector speaks for the rest. */
function speakerOf({ event, department }: Fact): string {
  const said = event.data as {
    officers?: readonly { officialId: string }[];
    signedBy?: { officialId: string };
    verifier?: { officialId: string };
    lead?: { officialId: string };
  };
  const signer = said.signedBy ?? said.verifier ?? said.lead ?? said.officers?.at(-1);
  const account = signer && accountOf(signer.officialId);
  return account ?? senderOf({ department }).replace('-system', '-inspector-lanshan');
}
