/** Every colour and every size of the console. No other file holds one, and a test looks. */

export type Mode = 'light' | 'dark';

/** Every size of the console, in CSS pixels. The grid is 8. */
export const sizes = {
  unit: 8,
  body: 14,
  caption: 12,
  title: 20,
  headline: 28,
  radius: 4,
  focusRing: 2,
  header: 56,
  page: 1280,
  reading: 640,
  drawer: 560,
  /** Below this width tables become cards. */
  compact: 768,
  target: 24,
  filter: 160,
  chart: 260,
  laneHeight: 46,
  lanePad: 8,
  laneLabel: 104,
  laneLabelCompact: 74,
  strip: 22,
  axis: 26,
  mark: 7,
  count: 10,
  bar: 10,
  /** Marks nearer than this become a count. */
  apart: 22,
  hatch: 6,
  tail: 1.5,
  /** The two-sided record: the posts in the middle and the columns beside them. */
  spine: 132,
  spineCompact: 72,
  column: 16,
  columnMost: 56,
  record: 1120,
  tooltip: 320,
  axisLabel: 64,
  monthHeight: 44,
  recordLeast: 320,
  recordMost: 860,
} as const;

export interface Palette {
  readonly ground: string;
  readonly raised: string;
  readonly faint: string;
  readonly line: string;
  readonly text: string;
  readonly quiet: string;
  readonly fallen: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly accentFaint: string;
  readonly grave: string;
  readonly graveFaint: string;
  readonly bad: string;
  readonly badFaint: string;
  /** Greys of the status strip and of figures that stand beside each other: structure, never severity. */
  readonly bands: readonly [string, string, string, string];
}

/** One accent, grey for structure; red and amber mean severity and nothing else. */
export const palettes: Readonly<Record<Mode, Palette>> = {
  light: {
    ground: '#ffffff',
    raised: '#ffffff',
    faint: '#f5f7f8',
    line: '#dfe3e6',
    text: '#1c2529',
    quiet: '#556067',
    fallen: '#c3cacf',
    accent: '#0f766e',
    onAccent: '#ffffff',
    accentFaint: '#e3f1ef',
    grave: '#b42318',
    graveFaint: '#fdecea',
    bad: '#a15c07',
    badFaint: '#fdf3e1',
    bands: ['#8fa3a8', '#0f766e', '#5c6b73', '#c9d1d5'],
  },
  dark: {
    ground: '#12181b',
    raised: '#1a2226',
    faint: '#1a2226',
    line: '#333e44',
    text: '#e7ecee',
    quiet: '#a7b3b9',
    fallen: '#4a565d',
    accent: '#4fd1c1',
    onAccent: '#08201d',
    accentFaint: '#17332f',
    grave: '#ff8a7a',
    graveFaint: '#3a1d1a',
    bad: '#f5b54a',
    badFaint: '#35290f',
    bands: ['#53666c', '#2f9d90', '#8f9ea5', '#39454b'],
  },
};

export const fontFamily = [
  'system-ui',
  "'PingFang SC'",
  "'Hiragino Sans GB'",
  "'Microsoft YaHei'",
  "'Noto Sans CJK SC'",
  "'Source Han Sans SC'",
  "'WenQuanYi Micro Hei'",
  "'Noto Sans SC'",
  'sans-serif',
].join(', ');

/** The same palette and sizes as CSS variables, for the few rules of `theme.css`. */
export function cssVariables(mode: Mode): Readonly<Record<string, string>> {
  const { bands, ...colours } = palettes[mode];
  const named = Object.entries(colours).map(([name, value]) => [`--${kebab(name)}`, value]);
  const banded = bands.map((value, i) => [`--band-${i}`, value]);
  const sized = Object.entries(sizes).map(([name, value]) => [`--size-${kebab(name)}`, `${value}px`]);
  return Object.fromEntries([...named, ...banded, ...sized, ['--font', fontFamily]]);
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
