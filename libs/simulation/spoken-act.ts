import { contractBook } from '#contracts';
import type { Sender } from '#intake';
import type { Desk } from '#kernel';
import type { Spoken } from './steps.js';

/** Carries out what an officer says at the platform's own screens, under the command's own id. */
export async function speak({ fact, id }: Spoken, by: Sender, { store, scribe }: Desk): Promise<void> {
  const { event, occurredAt, region } = fact;
  const stream = contractBook.get(event.type).stream(event.data);
  const meta = { actor: by.account, department: by.department, region };
  const events = await scribe.writeDecision([event], stream, { commandId: id, occurredAt, meta });
  await store.append({ stream, expected: 'any', events });
}
