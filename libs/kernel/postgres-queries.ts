import { COLUMNS } from './postgres-rows.js';

const SELECT = `select ${COLUMNS} from store.event e`;
export const STREAM = `${SELECT} where e.stream = $1 and e.revision >= $2 order by e.revision limit $3`;
export const ONE = `${SELECT} where e.event_id = $1`;
// `offset 0` keeps the range out of the search: without statistics the planner would walk it instead of the
// index.
export const SUBJECT = `select ${COLUMNS} from (select * from store.event where subjects @> array[$1] offset 0) e
  where e.position > $2 and e.position <= $3 order by e.position limit $4`;
export const HEAD = 'select coalesce(max(position), 0) from store.event';
export const POSITION_AT = 'select store.position_at($1)';
