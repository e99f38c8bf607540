import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';

/** A shape as ECharts' custom series takes it. */
export interface Shape {
  readonly type: 'path' | 'circle' | 'rect' | 'line' | 'text' | 'group';
  readonly [field: string]: unknown;
}
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
/** Draws one thing. `place` turns values of the two axes into pixels, `area` is the plot in pixels. */
export type Draw = (
  place: (x: number | string, y: number | string) => readonly [number, number],
  area: Area,
) => Shape | null;

export interface Layer {
  readonly id: string;
  readonly drawn: readonly Draw[];
  /** Neither answers the pointer nor stands in its way. */
  readonly silent?: boolean;
}

/**
 * Layers from back to front, each a custom series whose n-th item is drawn by its n-th function.
 * Nothing is merged into what was drawn before: a count would keep the invisible target of the single
 * entry it took the place of.
 */
export function seriesOf(layers: readonly Layer[], anywhere: readonly [number, number]) {
  return layers.map(({ id, drawn, silent = false }, z) => ({
    id,
    type: 'custom' as const,
    z: z + 2,
    silent,
    clip: true,
    animation: false,
    data: drawn.map((_, i) => [...anywhere, i]),
    encode: { x: 0, y: 1 },
    renderItem: (params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const { x, y, width, height } = params.coordSys as unknown as Record<
        'x' | 'y' | 'width' | 'height',
        number
      >;
      const area = { left: x, right: x + width, top: y, bottom: y + height };
      const shape = drawn[params.dataIndex]?.((...at) => api.coord([...at]) as [number, number], area);
      return { type: 'group', $mergeChildren: false, children: shape ? [shape] : [] };
    },
  }));
}

/** Strokes along a path, unfilled. */
export const strokes = (pathData: string, stroke: string, lineWidth = 1.2, opacity = 1): Shape => ({
  type: 'path',
  shape: { pathData },
  style: { fill: 'none', stroke, lineWidth, opacity },
});
