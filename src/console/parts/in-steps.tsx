import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words';

const STEP = 20;

/** A long list shown twenty at a time. */
export function InSteps<Item>({
  items,
  children,
}: {
  readonly items: readonly Item[];
  readonly children: (item: Item) => ReactNode;
}) {
  const { t } = useWords();
  const [shown, setShown] = useState(STEP);
  return (
    <>
      <ul className="plain ruled">{items.slice(0, shown).map(children)}</ul>
      {items.length > shown && (
        <Button size="small" onClick={() => setShown(shown + STEP)}>
          {t('state.more')}
        </Button>
      )}
    </>
  );
}
