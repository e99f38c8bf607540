import type { ParkedEvent } from './projector.js';
import { encodeColumn } from './row-codec.js';

const PARKED = ['partition', 'position', 'event_id', 'type', 'failure_class', 'failure'] as const;
const PARKED_TYPES = { position: 'int8' } as const;
export const PARKED_COLUMNS = PARKED.length;

/** Parks events in a statement whose parameters from `first` on are their columns. */
export function parkStatement(first: number, gate: string): string {
  const arrays = PARKED.map(
    (column, i) => `$${first + i}::${column === 'position' ? PARKED_TYPES.position : 'text'}[]`,
  );
  return `insert into runner.parked (name, build, ${PARKED.join(', ')})
    select $1, $2, x.* from unnest(${arrays.join(', ')}) x (${PARKED.join(', ')}) where ${gate} on conflict do nothing`;
}

export const parkedColumns = (parked: readonly ParkedEvent[]) => {
  const texts = (cell: (one: ParkedEvent) => unknown) => encodeColumn('text', parked.map(cell));
  return [
    texts(({ partition }) => partition),
    encodeColumn(
      'position',
      parked.map(({ recorded }) => recorded.position),
    ),
    texts(({ recorded }) => recorded.eventId),
    texts(({ recorded }) => recorded.event.type),
    texts(({ failure }) => failure?.class),
    texts(({ failure }) => failure?.words),
  ];
};
