import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words';

interface Shown {
  readonly title: string;
  readonly choice?: ReactNode;
  readonly picture: ReactNode;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

/** A picture of figures that can be turned into the table of the same figures. */
export function Told({ title, choice, picture, heads, rows }: Shown) {
  const { t } = useWords();
  const [asTable, setAsTable] = useState(false);
  return (
    <section className="told" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {choice}
        <Button size="small" type="link" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'start.asPicture' : 'start.asTable')}
        </Button>
      </header>
      {asTable ? <FigureTable heads={heads} rows={rows} /> : picture}
    </section>
  );
}

function FigureTable({ heads, rows }: Pick<Shown, 'heads' | 'rows'>) {
  return (
    <table className="figures">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, column) => (
              <td key={heads[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
