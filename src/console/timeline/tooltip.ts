import type { LateBar } from './late-bars';
import type { Layout } from './layout';
import type { Spot } from './spots';

export interface TooltipWords {
  readonly spot: (spot: Spot) => readonly string[];
  readonly bar: (bar: LateBar) => readonly string[];
}

/** The words under the pointer as an element: what departments wrote never becomes markup. */
export function tooltipElement(lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  for (const line of lines) box.appendChild(document.createElement('div')).textContent = line;
  return box;
}

export function tooltipFor(layout: Layout, words: TooltipWords) {
  return (layer: string, index: number): HTMLElement | string => {
    const spot = layer === 'spots' ? layout.spots[index] : undefined;
    if (spot) return tooltipElement(words.spot(spot));
    const bar = layer === 'bars' ? layout.bars[index] : undefined;
    return bar ? tooltipElement(words.bar(bar)) : '';
  };
}
