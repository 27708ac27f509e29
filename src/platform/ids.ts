import * as crypto from 'node:crypto';
import type { Id } from '../kernel/ids.js';

const { randomUUIDv7 } = crypto as unknown as { randomUUIDv7(): string };

/** A new UUIDv7: rows sort by the time they were made. */
export function newId<Name extends string>(): Id<Name> {
  return randomUUIDv7() as Id<Name>;
}
