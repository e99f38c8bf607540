import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { palettes } from './theme';
import type { Mode } from './theme';

const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => channel(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
/** WCAG 2 contrast of two colours. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each(['light', 'dark'] as Mode[])('in the %s', (mode) => {
  const p = palettes[mode];
  const pairs = (['text', 'quiet', 'accent', 'grave', 'bad'] as const).flatMap((ink) =>
    (['ground', 'raised', 'faint'] as const).map((ground) => [ink, ground] as const),
  );
  test.each(pairs)('%s can be read on %s', (ink, ground) =>
    expect(contrast(p[ink], p[ground])).toBeGreaterThanOrEqual(4.5),
  );
  test.each([
    ['onAccent', 'accent'],
    ['grave', 'graveFaint'],
    ['bad', 'badFaint'],
    ['text', 'accentFaint'],
    ['quiet', 'accentFaint'],
  ] as const)('%s can be read on %s', (ink, ground) =>
    expect(contrast(p[ink], p[ground])).toBeGreaterThanOrEqual(4.5),
  );
  test('the words on the status strip can be read', () => {
    const [closed, filed, suspended, registered] = p.bands;
    for (const band of [filed, suspended]) expect(contrast(p.ground, band)).toBeGreaterThanOrEqual(4.5);
    for (const band of [closed, registered]) expect(contrast(p.text, band)).toBeGreaterThanOrEqual(4.5);
  });
});

/** A colour or a size of its own: hex, rgb(), or a number of pixels. */
const loose = (source: string) => source.match(/#[0-9a-fA-F]{3,8}\b|\brgba?\(|\b\d+(\.\d+)?px\b/g) ?? [];
const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(tsx?|css)$/.test(file) && !/(^theme|\.spec|\.specification|\.generated)\.tsx?$/.test(file),
);

test('no colour and no size stands anywhere but in the theme', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(
    files.flatMap((file) => loose(readFileSync(join(folder, file), 'utf8')).map((one) => `${file}: ${one}`)),
  ).toEqual([]);
});

describe('the guards themselves', () => {
  test('catch a colour', () => expect(loose("color: '#ff0000'")).toEqual(['#ff0000']));
  test('catch a size', () => expect(loose('width: 12px')).toEqual(['12px']));
  test('catch a grey that cannot be read', () => expect(contrast('#aaaaaa', '#ffffff')).toBeLessThan(4.5));
});
