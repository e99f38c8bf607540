import type { Fate, Received } from './fate.js';
import { conflicting, taken, turnedAway, unknown } from './fate.js';
import { isDatabaseAway } from './database-away.js';
import type { IntakeResult } from './record.js';
import type { Kept } from './rejections.adapter.js';

export type Keep = (many: readonly Kept[]) => Promise<void>;

/** What each sender's record came to. Whatever was turned away is kept before anybody is told so. */
export async function answer(
  fates: readonly Fate[],
  { records, sender, door }: Received,
  keep: Keep,
): Promise<IntakeResult[]> {
  const kept: Kept[] = [];
  const results = fates.map((fate, index): IntakeResult => {
    if ('admitted' in fate && fate.landing === undefined) return unknown(index, fate.admitted.envelope.id);
    if ('admitted' in fate && fate.landing?.outcome !== 'alarm')
      return taken(index, fate.admitted, fate.landing!);
    const rejection = 'admitted' in fate ? conflicting(fate.admitted) : fate.rejection;
    const record = rejection.remains ? { bytes: rejection.remains } : records[index]!;
    const one = { record, rejection, sender, door };
    kept.push(one);
    return turnedAway(index, one);
  });
  try {
    await keep(kept);
    return results;
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    // What is recorded stays recorded; what could not be put on the list must be sent again.
    return results.map((result) => (result.rejectionId ? unknown(result.index, result.id) : result));
  }
}
