import * as crypto from 'node:crypto';
import type { Id } from '../kernel/ids.js';

const { randomUUIDv7 } = crypto as unknown as { randomUUIDv7?: () => string };
if (!randomUUIDv7) {
  throw new Error(
    `Node.js ${process.version} est trop ancien : démarrez par « npm start », qui apporte le sien (too old: start with npm start, which brings its own).`,
  );
}
const randomId = randomUUIDv7;

const MOST_IN_ONE_MOMENT = 0xfff;
/** The millisecond of the last id, as an id begins, and how many were made in it before. */
let last = { moment: '', count: 0 };

/**
 * A new UUIDv7: rows sort by the time they were made, also those of one millisecond. Node fills what follows the time
 * with chance; its first twelve bits count here (RFC 9562, 6.2), so that what one call records is listed in its order.
 */
export function newId<Name extends string>(): Id<Name> {
  const fresh = randomId();
  const moment = fresh.slice(0, 13);
  if (moment > last.moment) last = { moment, count: 0 };
  else if (last.count < MOST_IN_ONE_MOMENT) last.count += 1;
  else last = { moment: following(last.moment), count: 0 };
  return `${last.moment}-7${last.count.toString(16).padStart(3, '0')}${fresh.slice(18)}` as Id<Name>;
}

function following(moment: string): string {
  const next = (Number.parseInt(moment.replace('-', ''), 16) + 1).toString(16).padStart(12, '0');
  return `${next.slice(0, 8)}-${next.slice(8)}`;
}
