interface Figures {
  readonly facilities: { readonly total: number; readonly byStatus: Readonly<Record<string, number>> };
  readonly openHazards: Readonly<Record<'grave' | 'serious' | 'minor', number>>;
  readonly overdueHazards: number;
  readonly inspectionsSince: string;
  readonly inspectionsLast30Days: readonly { readonly department: string; readonly count: number }[];
  readonly byMonth: readonly {
    readonly month: string;
    readonly department: string;
    readonly inspections: number;
    readonly hazards: number;
  }[];
  readonly byRegion: readonly {
    readonly regionCode: string;
    readonly facilities: number;
    readonly openGrave: number;
    readonly overdue: number;
  }[];
  readonly events: number;
}
interface List {
  readonly items: readonly { readonly overdueHazards?: number }[];
  readonly nextCursor: string | null;
  readonly total: number;
}
export type AskAs = <T>(account: string, path: string) => Promise<T>;

const lastDayOf = (month: string) => {
  const [year, ordinal] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, ordinal!, 0)).toISOString().slice(0, 10);
};

/** Every figure with the address of the list that it counts. */
function* figuresOf(figures: Figures): Generator<readonly [figure: number, path: string]> {
  const { facilities, openHazards, overdueHazards, inspectionsSince, byRegion } = figures;
  yield [facilities.total, '/facilities'];
  yield [figures.events, '/entries'];
  for (const [status, count] of Object.entries(facilities.byStatus))
    yield [count, `/facilities?status=${status}`];
  for (const [gravity, count] of Object.entries(openHazards)) yield [count, `/hazards?gravity=${gravity}`];
  yield [overdueHazards, '/hazards?overdue=true'];
  for (const { department, count } of figures.inspectionsLast30Days)
    yield [count, `/entries?type=InspectionClosed&department=${department}&from=${inspectionsSince}`];
  for (const { month, department, inspections, hazards } of figures.byMonth) {
    const within = `department=${department}&from=${month}-01&to=${lastDayOf(month)}`;
    yield [inspections, `/entries?type=InspectionClosed&${within}`];
    yield [hazards, `/entries?type=HazardFound&${within}`];
  }
  for (const { regionCode, facilities: count, openGrave, overdue } of byRegion) {
    yield [count, `/facilities?region=${regionCode}`];
    yield [openGrave, `/hazards?region=${regionCode}&gravity=grave`];
    yield [overdue, `/hazards?region=${regionCode}&overdue=true`];
  }
}

/** Reads a list to its end and answers how many there were; the total it gives must be that number. */
async function lengthOf(path: string, ask: <T>(path: string) => Promise<T>): Promise<number> {
  const seen: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const mark = path.includes('?') ? '&' : '?';
    const page: List = await ask(`${path}${mark}limit=200${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) expect([path, page.total]).toEqual([path, seen.length]);
  }
  return seen.length;
}

/** 每个数字都能打开: each figure of the start page against the list it opens. */
export function figuresOpenTheirLists(askAs: () => AskAs): void {
  describe.each(['auditor', 'fire-inspector-lanshan'])('every figure that %s sees', (account) => {
    const ask = <T>(path: string) => askAs()<T>(account, path);

    test('opens a list of just as many', async () => {
      const figures = await ask<Figures>('/figures');
      const all = [...figuresOf(figures)];
      expect(all.length).toBeGreaterThan(20);
      const wrong: unknown[] = [];
      for (const [figure, path] of all) {
        const { total } = await ask<List>(`${path}${path.includes('?') ? '&' : '?'}limit=1`);
        if (total !== figure) wrong.push({ path, figure, total });
      }
      expect(wrong).toEqual([]);
    }, 60_000);

    test('counts what stands on the pages, from the first to the last', async () => {
      const figures = await ask<Figures>('/figures');
      expect(await lengthOf('/hazards', ask)).toBe(
        Object.values(figures.openHazards).reduce((sum, count) => sum + count, 0),
      );
      expect(await lengthOf('/hazards?overdue=true', ask)).toBe(figures.overdueHazards);
      await lengthOf('/facilities?overdue=true', ask);
      await lengthOf('/entries?kind=measure', ask);
    }, 60_000);
  });

  test('what is late on the cards of late facilities is what is late in the city', async () => {
    const ask = <T>(path: string) => askAs()<T>('auditor', path);
    const { overdueHazards } = await ask<Figures>('/figures');
    const late = await ask<List>('/facilities?overdue=true&limit=200');
    expect(late.items.reduce((sum, card) => sum + card.overdueHazards!, 0)).toBe(overdueHazards);
    const rest = await ask<List>('/facilities?overdue=false&limit=200');
    expect(new Set(rest.items.map((card) => card.overdueHazards))).toEqual(new Set([0]));
  });
}
