export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Slanted strokes, `apart` pixels from each other, cut off at the edges of the box: late, and readable without colour. */
export function hatch({ x, y, width, height }: Box, apart: number): string {
  const strokes: string[] = [];
  for (let at = -height; at < width; at += apart) {
    const left = Math.max(at, 0);
    const right = Math.min(at + height, width);
    if (right - left < 1) continue;
    strokes.push(`M${x + left} ${y + height - (left - at)}L${x + right} ${y + height - (right - at)}`);
  }
  return strokes.join('');
}

/** The part of a box that lies between two vertical lines, or nothing. */
export function clipped(box: Box, left: number, right: number): Box | null {
  const from = Math.max(box.x, left);
  const to = Math.min(box.x + box.width, right);
  return to - from < 1 ? null : { ...box, x: from, width: to - from };
}
