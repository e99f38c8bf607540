import { checkpoint, type LoadGround } from './load-ground.js';

/** One line of the report. `ratio` is the median of `median` to `limit` round by round; `goal` is what it must reach. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly limit: number;
  readonly ratio: number;
  readonly goal: number;
  readonly met: boolean;
}

export interface Benchmark {
  readonly name: string;
  run(ground: LoadGround): Promise<readonly Result[]>;
}

/** Five, unless BENCH_ROUNDS says otherwise: an odd number, so that the median is a measured value. */
export const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

/** More is better: the rates of each round against the limit's rate of the same round. */
export function rateResult(
  name: string,
  { unit = 'events/s', goal }: { unit?: string; goal: number },
  rates: readonly number[],
  limits: readonly number[],
): Result {
  const ratio = median(rates.map((rate, round) => rate / limits[round]!));
  return { ...spread(name, unit, rates), limit: median(limits), ratio, goal, met: ratio >= goal };
}

/** Less is better: the median must stay at or below the limit. */
export function ceilingResult(name: string, unit: string, limit: number, values: readonly number[]): Result {
  const line = spread(name, unit, values);
  return { ...line, limit, ratio: line.median / limit, goal: 1, met: line.median <= limit };
}

/** More is better, against a number and not another run. */
export function floorResult(name: string, unit: string, limit: number, values: readonly number[]): Result {
  const line = spread(name, unit, values);
  return { ...line, limit, ratio: line.median / limit, goal: 1, met: line.median >= limit };
}

const spread = (name: string, unit: string, values: readonly number[]) => ({
  name,
  unit,
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

/**
 * Runs the contenders in turn, round by round, so that whatever else the machine does meets all of them. Each
 * begins after a checkpoint of the server at `url`, if one is named: nobody is measured while the pages of
 * whoever was before are written, or while the log's files are made instead of used again.
 */
export async function interleaved<Name extends string, Measured>(
  contenders: Readonly<Record<Name, (round: number) => Promise<Measured>>>,
  url?: string,
): Promise<Record<Name, Measured[]>> {
  const names = Object.keys(contenders) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Measured[]>;
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of names) {
      if (url !== undefined) await checkpoint(url);
      measured[name].push(await contenders[name](round));
    }
  return measured;
}
