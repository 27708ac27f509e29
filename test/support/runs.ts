/** From where properties and histories are drawn: the set-up of a run prints it. */
export const SEED = Number(process.env['PALIER_TEST_SEED']);

/** Whether everything is tried: `npm run test:full`. */
export const IS_FULL = process.env['PALIER_TEST_FULL'] === '1';

/** How often something is drawn: the short number with `npm test`, the full one with `npm run test:full`. */
export const runs = (short: number, full: number): number => (IS_FULL ? full : short);
