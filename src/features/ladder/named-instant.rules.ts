import { addMilliseconds, laterOf, type Instant } from '../../kernel/days.js';

/** When a contract was last written, and who is at it. */
export interface Written {
  /** RFC 3339. */
  readonly lastRecordedAt: string;
  /** For how many milliseconds somebody has been writing to the contract; null: nobody is, -1: they have just ended. */
  readonly writingForMs: number | null;
}

/**
 * The latest instant of which what was read of these contracts will always be told: nothing that is being written, or begins
 * to be, will be dated so early, and nothing that was read is later. `askedAt`: the clock before the database was asked;
 * `tolerance`: by how much clocks may differ. A writer dates its facts after it began, and after the last fact that it found.
 * @returns null when there is none, or it cannot be known: read again
 */
export function instantToName(
  contracts: readonly Written[],
  askedAt: Instant,
  tolerance: number,
): Instant | null {
  if (contracts.some(({ writingForMs }) => writingForMs !== null && writingForMs < 0)) return null;
  const read = contracts.map(({ lastRecordedAt }) => new Date(lastRecordedAt).toISOString() as Instant);
  const candidates = contracts.map(({ writingForMs }, index) =>
    laterOf(read[index] as Instant, addMilliseconds(askedAt, -tolerance - Math.ceil(writingForMs ?? 0))),
  );
  const [named = askedAt] = candidates.toSorted();
  return read.every((last) => last <= named) ? named : null;
}
