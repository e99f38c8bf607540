import pg from 'pg';
import { EventIndex, type Entry, type IndexWriter, type Known, type Mark } from './eventstoredb-index.js';
import type { Place, SubjectRange } from './eventstoredb-index.js';
import { KnownIds, type IdPage } from './eventstoredb-id-filter.js';
import { arrayLiteral, bytesOf, instants, int8s, texts, uuids } from './postgres-arrays.js';
import { Bound } from './postgres-bound.js';
import { LIMITS, settingsOf } from './postgres-connection.js';
import { Room } from './postgres-room.js';
import { microsecondsOf } from './store-admission.js';

/** One filler in the whole database; whoever loses the connection loses the lock with it. */
const FILLER_LOCK = 7015;

const LOOK_UP = `
  select event_id::text as key, stream, revision, position from store.esdb_index where event_id = any($1::uuid[])
  union all
  select null, s, (select i.revision from store.esdb_index i where i.stream = s order by i.revision desc limit 1), null
    from unnest($2::text[]) s
  union all
  select null, null, null, position from store.esdb_mark`;
// `offset 0` keeps the range out of the search: without statistics the planner would walk it instead of the
// index.
const ABOUT = `select stream, revision, position
  from (select * from store.esdb_index where subjects @> array[$1] offset 0) e
  where position > $2 and position <= $3 order by position limit $4`;
const AT = `select position from store.esdb_index where recorded_at <= $1::timestamptz
  order by recorded_at desc, position desc limit 1`;
const BEYOND = `select (select count(*)::int from
    (select from store.esdb_index where position > $1 limit $2) e) as count,
  coalesce((select position from store.esdb_mark), 0) as reached`;
const ID_PAGE = 20_000;
const IDS = `select position, event_id from store.esdb_index where position > $1 and position <= $2
  order by position limit $3`;
const MARK = 'select position, prepare from store.esdb_mark';
const FILL = 'select store.esdb_fill($1, $2, $3, $4, $5, $6, $7, $8, $9)';

interface FoundRow {
  readonly key: string | null;
  readonly stream: string | null;
  readonly revision: string | null;
  readonly position: string | null;
}
type PlaceRow = Readonly<Record<'stream' | 'revision' | 'position', string>>;
const placeOf = ({ stream, revision, position }: PlaceRow): Place => ({
  stream,
  revision: Number(revision),
  position: BigInt(position),
});

/** The index in the tables `store.esdb_*` (see the migration), beside the read models. */
export class PostgresEventIndex extends EventIndex {
  private readonly pool: pg.Pool;
  private readonly known = new KnownIds((after) => this.idsBehind(after));

  constructor(private readonly url: string) {
    super();
    this.pool = new pg.Pool({ ...settingsOf(url, LIMITS), max: 4 });
    this.pool.on('error', () => {}); // an idle connection was cut: the pool makes another
  }

  override get surelyUpTo(): bigint | undefined {
    return this.known.upTo;
  }

  override surelyNew(eventIds: readonly string[]): boolean {
    return this.known.surelyNew(eventIds);
  }

  async reached(): Promise<bigint> {
    return (await markOf(this.pool))?.commit ?? 0n;
  }

  async lookUp(eventIds: readonly string[], streams: readonly string[]): Promise<Known> {
    const values = [uuids(eventIds), texts(streams)].map(bytesOf);
    const { rows } = await this.pool.query<FoundRow>({ name: 'esdb-look-up', text: LOOK_UP, values });
    const [places, revisions] = [new Map<string, Place>(), new Map<string, number>()];
    let reached = 0n;
    for (const { key, stream, revision, position } of rows) {
      if (key !== null) places.set(key, placeOf({ stream, revision, position } as PlaceRow));
      else if (stream === null) reached = BigInt(position!);
      else if (revision !== null) revisions.set(stream, Number(revision));
    }
    return { places, revisions, reached };
  }

  /** The mark first: what is filled behind it meanwhile comes with the next page. */
  private async idsBehind(after: bigint): Promise<IdPage> {
    const mark = (await markOf(this.pool))?.commit ?? 0n;
    const values = [after, mark, ID_PAGE];
    const query = { name: 'esdb-ids', text: IDS, values };
    const { rows } = await this.pool.query<{ event_id: string; position: string }>(query);
    const more = rows.length === ID_PAGE;
    const upTo = more ? BigInt(rows.at(-1)!.position) : mark;
    return { eventIds: rows.map(({ event_id }) => event_id), upTo, more };
  }

  async about(subject: string, { after, upTo, limit }: SubjectRange): Promise<readonly Place[]> {
    const values = [subject, after, upTo, limit ?? null];
    const { rows } = await this.pool.query<PlaceRow>({ name: 'esdb-about', text: ABOUT, values });
    return rows.map(placeOf);
  }

  /** One statement: a mark that is read later would count some as reached that were not counted. */
  async countBeyond(position: bigint, most: number): Promise<{ reached: bigint; count: number }> {
    const query = { name: 'esdb-beyond', text: BEYOND, values: [position, most] };
    const { rows } = await this.pool.query<{ reached: string; count: number }>(query);
    return { reached: BigInt(rows[0]!.reached), count: rows[0]!.count };
  }

  async positionAt(recordedAt: string): Promise<bigint> {
    const { rows } = await this.pool.query<{ position: string }>(AT, [recordedAt]);
    return BigInt(rows[0]?.position ?? 0);
  }

  async fill(work: (writer: IndexWriter) => Promise<void>): Promise<boolean> {
    const client = new pg.Client(settingsOf(this.url, LIMITS));
    const broken = new Promise<never>((_, reject) => client.once('error', reject));
    broken.catch(() => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [
        FILLER_LOCK,
      ]);
      if (!rows[0]!.ours) return false;
      const writer: IndexWriter = {
        mark: () => markOf(client),
        add: (entries, mark) => add(client, entries, mark),
      };
      await Promise.race([work(writer), broken]);
      return true;
    } finally {
      await client.end().catch(() => {});
    }
  }

  async close(): Promise<void> {
    this.known.close();
    if (!this.pool.ending) await this.pool.end();
  }
}

async function markOf(where: pg.Pool | pg.Client): Promise<Mark | undefined> {
  const { rows } = await where.query<{ position: string; prepare: string }>({
    name: 'esdb-mark',
    text: MARK,
  });
  return rows[0] && { commit: BigInt(rows[0].position), prepare: BigInt(rows[0].prepare) };
}

async function add(client: pg.Client, entries: readonly Entry[], { commit, prepare }: Mark): Promise<void> {
  const values = [
    int8s(entries.map(({ position }) => position)),
    int8s(entries.map((entry) => entry.prepare)),
    int8s(entries.map(({ revision }) => BigInt(revision))),
    instants(entries.map(({ recordedAt }) => microsecondsOf(recordedAt))),
    uuids(entries.map(({ eventId }) => eventId)),
    texts(entries.map(({ stream }) => stream)),
    texts(entries.map(({ subjects }) => arrayLiteral(subjects))),
    commit,
    prepare,
  ];
  await client.query(new Bound({ name: 'esdb-fill', text: FILL, values }, new Room())).done;
}
