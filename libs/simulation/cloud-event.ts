import { shortNameOf } from '#authority';
import type { Fact } from './chronicle.js';

/** A fact in the form in which a department's system sends it (CloudEvents 1.0, structured). */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly subject?: string;
  readonly youanregion: string;
  readonly youandepartment: string;
  readonly datacontenttype: 'application/json';
  readonly data: unknown;
}

/** What is wrong on purpose may leave out or misspell anything. */
export type SpoiltCloudEvent = Readonly<Record<string, unknown>>;

export function cloudEventOf(id: string, fact: Fact): CloudEvent {
  const { event, department, region, occurredAt } = fact;
  const { facilityId } = event.data as { facilityId?: string };
  return {
    specversion: '1.0',
    id,
    source: `urn:lxc:${shortNameOf(department)}`,
    type: event.type,
    time: occurredAt,
    ...(facilityId ? { subject: facilityId } : {}),
    youanregion: region,
    youandepartment: department,
    datacontenttype: 'application/json',
    data: event.data,
  };
}
