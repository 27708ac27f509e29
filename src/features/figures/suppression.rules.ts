// What may leave of a count of people: no group of fewer than five, not even by taking one answer from another.

/** The figure of the rule: no group of fewer people is told, and counts are told in steps of as many. */
export const SMALLEST_GROUP = 5;

/** Some who are counted together; `people` holds each human once, `count` the contracts. */
export interface Cell<Key extends string = string> {
  readonly key: Key;
  readonly count: number;
  readonly people: ReadonlySet<string>;
}

/** What is put together because it is too small by itself. */
export const POOLED = 'pooled';

const isLargeEnough = (cell: Cell): boolean => cell.people.size >= SMALLEST_GROUP;

const together = (cells: readonly Cell[]): Cell => ({
  key: POOLED,
  count: cells.reduce((sum, { count }) => sum + count, 0),
  people: new Set(cells.flatMap(({ people }) => [...people])),
});

/**
 * Parts a whole into cells that may each be told: the small ones are put together, and take the smallest of the others in until
 * they may be told. Null: not even the whole may.
 */
export function tellable(cells: readonly Cell[]): readonly Cell[] | null {
  const large = cells
    .filter(isLargeEnough)
    .sort((a, b) => b.people.size - a.people.size || a.key.localeCompare(b.key));
  const small = cells.filter((cell) => !isLargeEnough(cell) && cell.count > 0);
  while (small.length > 0 && !isLargeEnough(together(small))) {
    const next = large.pop();
    if (!next) return null;
    small.push(next);
  }
  const shown = small.length > 0 ? [...large, together(small)] : large;
  // By key: by size, their order would tell more than the steps do.
  return shown.length > 0 ? shown.sort((a, b) => a.key.localeCompare(b.key)) : null;
}

/** Tells how many there are, from five on, to the nearest step of five: each number told stands for at least three. */
export const rounded = (count: number): number =>
  Math.max(SMALLEST_GROUP, Math.round(count / SMALLEST_GROUP) * SMALLEST_GROUP);

/**
 * Tells cells in steps of five that add up to the rounded whole. Were each rounded by itself, two ways to part the same whole
 * would together say how many it has. The largest rests are rounded up.
 */
export function roundedParts(cells: readonly Cell[]): ReadonlyMap<string, number> {
  const steps = new Map(cells.map(({ key, count }) => [key, Math.floor(count / SMALLEST_GROUP)]));
  const whole = rounded(cells.reduce((sum, { count }) => sum + count, 0)) / SMALLEST_GROUP;
  const left = whole - [...steps.values()].reduce((sum, one) => sum + one, 0);
  const rest = ({ count }: Cell) => count % SMALLEST_GROUP;
  const byRest = [...cells].sort((a, b) => rest(b) - rest(a) || a.key.localeCompare(b.key));
  for (const { key } of byRest.slice(0, left)) steps.set(key, (steps.get(key) ?? 0) + 1);
  return new Map([...steps].map(([key, count]) => [key, count * SMALLEST_GROUP]));
}

/** The middle of what is measured, if enough people are behind it. */
export function tellableMedian(
  values: readonly { readonly personId: string; readonly value: number }[],
): number | null {
  if (new Set(values.map(({ personId }) => personId)).size < SMALLEST_GROUP) return null;
  const sorted = values.map(({ value }) => value).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return Math.round((low + high) / 2);
}
