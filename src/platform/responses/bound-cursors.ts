import { createHash } from 'node:crypto';
import { invalidField } from '../../kernel/refusals.js';

const MARK = '~';

/**
 * What the cursors of a list that is asked for in one way begin with. A list that is asked for nothing has none, so that its
 * cursors are the plain keys that they always were. `asked`: whatever decides which rows there are, and in which order.
 */
export function bindingOf(asked: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(asked)
    .filter(([, value]) => value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return '';
  return `${MARK}${createHash('sha256').update(JSON.stringify(entries)).digest('base64url').slice(0, 11)}${MARK}`;
}

/** @throws validation_failed at `after` when the cursor is of a list with other filters, or in another order */
export function unbound(binding: string, key: string): string {
  const [, found = '', rest = key] = /^(~[\w-]{11}~)(.*)$/s.exec(key) ?? [];
  if (found === binding) return rest;
  throw invalidField(
    '/after',
    'cursor',
    'Ce curseur est celui d’une liste filtrée ou triée autrement : reprenez au début, sans curseur.',
    'This cursor is of a list with other filters or another order: begin again, without a cursor.',
  );
}
