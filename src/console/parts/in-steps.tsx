import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words';

interface Shown<Item> {
  readonly items: readonly Item[];
  readonly step: number;
  /** Id of the heading that names the list. */
  readonly namedBy: string;
  readonly children: (item: Item) => ReactNode;
}

/** A long list, shown some at a time. */
export function InSteps<Item>({ items, step, namedBy, children }: Shown<Item>) {
  const { t } = useWords();
  const [shown, setShown] = useState(step);
  const left = items.length - shown;
  return (
    <>
      <ul className="plain ruled" aria-labelledby={namedBy}>
        {items.slice(0, shown).map(children)}
      </ul>
      {left > 0 && (
        <Button size="small" onClick={() => setShown(shown + step)}>
          {t('state.moreLeft', { count: left })}
        </Button>
      )}
    </>
  );
}
