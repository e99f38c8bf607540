import { Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useCompact } from '../app/appearance';
import { useWords } from '../words';

interface Shown<Row> {
  readonly columns: ColumnsType<Row>;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly classOf?: (row: Row) => string;
  readonly onPoint?: (row: Row | null) => void;
  readonly label?: string;
}

const AT_A_TIME = 50;

/** Rows as a table whose header stays; on a narrow window the same cells as cards. */
export function Listed<Row extends object>(shown: Shown<Row>) {
  return useCompact() ? <Cards {...shown} /> : <Rows {...shown} />;
}

function Rows<Row extends object>({ columns, rows, keyOf, classOf, onPoint, label }: Shown<Row>) {
  const { t } = useWords();
  return (
    <Table<Row>
      size="small"
      sticky
      aria-label={label}
      columns={columns}
      dataSource={[...rows]}
      rowKey={keyOf}
      rowClassName={(row) => classOf?.(row) ?? ''}
      onRow={(row) => ({ onMouseEnter: () => onPoint?.(row), onMouseLeave: () => onPoint?.(null) })}
      pagination={{
        defaultPageSize: AT_A_TIME,
        hideOnSinglePage: true,
        showSizeChanger: false,
        size: 'small',
        showTotal: (count) => t('state.total', { count }),
      }}
    />
  );
}

function Cards<Row extends object>({ columns, rows, keyOf, classOf, label }: Shown<Row>) {
  const { t } = useWords();
  const [shown, setShown] = useState(AT_A_TIME);
  return (
    <>
      <ul className="cards" aria-label={label}>
        {rows.slice(0, shown).map((row, at) => (
          <li key={keyOf(row)} className={`card ${classOf?.(row) ?? ''}`}>
            <dl>
              {columns.map((column) => (
                <div key={String(column.key)} className={column.className}>
                  <dt>{column.title as ReactNode}</dt>
                  <dd>{column.render?.(undefined, row, at) as ReactNode}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <button type="button" className="more" onClick={() => setShown(shown + AT_A_TIME)}>
          {t('state.more')}
        </button>
      )}
    </>
  );
}
