import { contractBook } from '#contracts';
import { FacilityRegions, ingressTopics, Intake, KafkaSource, Rejections } from '#intake';
import { KafkaLink, PostgresEventStore, Scribe } from '#kernel';
import { MemoryPersonalData } from '#vault';
import { Pool } from 'pg';

/**
 * A consumer in a process of its own, made to be killed. With a `fuse` it kills itself, at that chunk, where it hurts most:
 * the events and our offset are committed, and the group has not been told.
 */
const [url, prefix, brokers, fuse] = process.argv.slice(2) as [string, string, string, string];
const pool = new Pool({ connectionString: url });
const store = new PostgresEventStore(url);
const scribe = new Scribe(contractBook, new MemoryPersonalData());
const intake = new Intake({
  store,
  scribe,
  now: Date.now,
  facilities: new FacilityRegions(pool),
  rejections: new Rejections(pool, scribe.personalData),
});
const source = new KafkaSource(
  { link: new KafkaLink({ brokers: brokers.split(',') }), pool, store, persons: scribe.personalData },
  { topics: ingressTopics(prefix, ['FIRE']), groupId: prefix, sessionMs: 6_000, chunk: 20, pauseMs: 50 },
);
let chunks = 0;
await source.start(async (...delivery) => {
  const results = await intake.receive(...delivery);
  chunks += 1;
  process.send!({ chunks });
  if (chunks === Number(fuse)) process.kill(process.pid, 'SIGKILL');
  return results;
});
process.send!({ begun: true });
process.on('SIGTERM', () => void source.stop().then(() => process.exit(0)));
