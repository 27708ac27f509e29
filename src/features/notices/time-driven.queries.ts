import type { Instant } from '../../kernel/days.js';
import type { Queryable } from '../../platform/database/db.js';
import type { Thing } from './notices.types.js';

/** What the time alone makes worth telling, as of an instant: no fact tells it. */
export type TimeDriven = (q: Queryable, at: Instant) => Promise<Thing[]>;

/**
 * Asked as a process starts to work and once a day. A thing that is found again is told once: its id, kind and reader are
 * one row. Each function reads as `TELLING`, so through a function of schema `app` of its own.
 */
export const TIME_DRIVEN: readonly TimeDriven[] = [];
