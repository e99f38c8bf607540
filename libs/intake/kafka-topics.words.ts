import { shortNameOf } from '#authority';
import { CITY, departmentCodes, type Department } from '#contracts';
import type { Sender } from './sender.js';

/** A department's topic, and in whose name its messages are checked. */
export interface IngressTopic {
  readonly topic: string;
  readonly sender: Sender;
}

/** Discipline inspection decides on officials and sends no facts (Opinion §13). */
export const sendingDepartments = departmentCodes.filter((code) => code !== 'DISC');

/**
 * `lxc.ingress.fire.v1` and its like: who may write to a topic is the broker's to guard, and whoever writes
 * speaks as the department's system, for the whole city.
 */
export const ingressTopics = (
  prefix: string,
  departments: readonly Department[] = sendingDepartments,
): readonly IngressTopic[] =>
  departments.map((department) => ({
    topic: `${prefix}.ingress.${shortNameOf(department)}.v1`,
    sender: { account: `${shortNameOf(department)}-system`, department, region: CITY },
  }));

export const deadLetterTopic = (topic: string) => `${topic}.dlq`;
