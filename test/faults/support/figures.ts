import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../../../scripts/reliability.js';

/** `npm run faults` names a folder for the results; without it the runs are short. */
const FOLDER = process.env['PALIER_TEST_FAULTS_TO'];

/** How much is tried: a little in every `npm test`, all of it by `npm run faults`. */
export const scale = (short: number, full: number): number => (FOLDER ? full : short);

/** Keeps the figure of one experiment; `order` is its place in the table. */
export function keep(order: number, figure: Figure): void {
  if (FOLDER) writeFileSync(join(FOLDER, `${String(order).padStart(2, '0')}.json`), JSON.stringify(figure));
}

/** By when an experiment is stuck; nothing is asserted on how long it takes. */
export const LIMIT_MS = scale(600_000, 3_600_000);
