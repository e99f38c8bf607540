import pg from 'pg';
import { LogSource, type WrittenEvent } from './log-copy.js';
import { LIMITS, settingsOf } from './postgres-connection.js';
import { AS_TEXT, COLUMNS, recordedOf, type Row } from './postgres-rows.js';

const PAGE = 1_000;
const PAGES = `select ${COLUMNS}, t.name from store.event e join store.type t using (type_id)
  where e.position > $1 and e.position <= $2 order by e.position`;
const NEWEST = 'select event_id from store.event order by position desc limit 1';
const PLACE = 'select position from store.event where event_id = $1';
const [BODY, TYPE_NAME] = [9, 11];

/** The log in PostgreSQL, with the text of each body as it is stored. */
export class PostgresLogSource extends LogSource {
  private readonly pool: pg.Pool;

  constructor(url: string) {
    super();
    this.pool = new pg.Pool({ ...settingsOf(url, LIMITS), max: 1 });
    this.pool.on('error', () => {}); // an idle connection was cut: the pool makes another
  }

  async *pages(after: bigint): AsyncGenerator<readonly WrittenEvent[]> {
    for (let from = after; ; from += BigInt(PAGE)) {
      const values = [from, from + BigInt(PAGE)];
      const { rows } = await this.pool.query({ name: 'pages', text: PAGES, values, ...AS_TEXT });
      if (rows.length === 0) return;
      yield (rows as unknown as Row[]).map(writtenOf);
    }
  }

  async newest(): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ event_id: string }>(NEWEST);
    return rows[0]?.event_id;
  }

  async positionOf(eventId: string): Promise<bigint | undefined> {
    const { rows } = await this.pool.query<{ position: string }>(PLACE, [eventId]);
    return rows[0] && BigInt(rows[0].position);
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

function writtenOf(row: Row): WrittenEvent {
  const { event, ...recorded } = recordedOf(row, () => row[TYPE_NAME]!);
  return { ...recorded, type: event.type, body: row[BODY]! };
}
