import { addMilliseconds, laterOf, type Instant } from '../../kernel/days.js';

interface Read {
  readonly lastRecordedAt: Instant;
  /** For how many milliseconds somebody has been writing to the contract; null: nobody is, -1: they have just ended. */
  readonly writingForMs: number | null;
}

/**
 * The latest instant of which what was read will always be told: nothing that is being written, or begins to be, will be
 * dated so early. `askedAt`: the clock before the database was asked; `tolerance`: by how much clocks may differ.
 * A writer dates its facts after it began, and after the last fact that it found.
 * @returns null when that cannot be known: read again
 */
export function instantToName(
  { lastRecordedAt, writingForMs }: Read,
  askedAt: Instant,
  tolerance: number,
): Instant | null {
  if (writingForMs !== null && writingForMs < 0) return null;
  const before = addMilliseconds(askedAt, -tolerance - Math.ceil(writingForMs ?? 0));
  return laterOf(lastRecordedAt, before);
}
