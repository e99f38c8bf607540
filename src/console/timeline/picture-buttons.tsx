import { Button } from 'antd';
import type { Address } from '../app/address';
import { useWords } from '../words';
import { moved, said, zoomed } from './window';
import type { Window } from './window';

interface Shown {
  readonly window: Window;
  readonly whole: Window;
  readonly latest: Window;
  readonly address: Address;
}

/** Zooming and moving with words, for whoever does not drag. */
export function PictureButtons({ window, whole, latest, address }: Shown) {
  const { t } = useWords();
  const show = (next: Window) => address.change(said(next), 'replace');
  const choices = [
    [t('timeline.earlier'), () => moved(window, -0.5, whole)],
    [t('timeline.later'), () => moved(window, 0.5, whole)],
    [t('timeline.zoomIn'), () => zoomed(window, 0.5, whole)],
    [t('timeline.zoomOut'), () => zoomed(window, 2, whole)],
    [t('timeline.latest'), () => latest],
    [t('timeline.whole'), () => whole],
  ] as const;
  return (
    <div className="buttons">
      {choices.map(([word, next]) => (
        <Button key={word} size="small" onClick={() => show(next())}>
          {word}
        </Button>
      ))}
    </div>
  );
}
