import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../../../scripts/reliability.js';

/** `npm run faults` names a folder for the results, and asks for the full scale unless told otherwise. */
const FOLDER = process.env['PALIER_TEST_FAULTS_TO'];
const IS_FULL = process.env['PALIER_TEST_FAULTS_SCALE'] === 'full';

/** How much is tried: a little in every `npm test`, all of it by `npm run faults`. */
export const scale = (short: number, full: number): number => (IS_FULL ? full : short);

/** Keeps the figure of one experiment; `order` is its place in the table. */
export function keep(order: number, figure: Figure): void {
  if (FOLDER) writeFileSync(join(FOLDER, `${String(order).padStart(2, '0')}.json`), JSON.stringify(figure));
}

/** By when an experiment is stuck; nothing is asserted on how long it takes. */
export const LIMIT_MS = scale(600_000, 3_600_000);
