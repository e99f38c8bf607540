export type Figures = Readonly<Record<string, number>>;
export function figuresIn(page: string): Figures;
export function computed(figures: Figures): Figures;
export function table(figures: Figures): string;
export function renewed(page: string): string;
export const fromReadme: Readonly<Record<string, string>>;
export function withReadme(page: string, readme: string): string;
