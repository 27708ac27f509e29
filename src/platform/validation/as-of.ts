import { dayOf, endOfDay, isDay, type Instant } from '../../kernel/days.js';
import { bilingual } from '../../kernel/language.js';
import { invalidField } from '../../kernel/refusals.js';
import { field, type FieldOptions } from './fields.js';

/**
 * The instant that `at=` means: a day is its end in Europe/Paris, a day not over yet is now, none is now.
 * @throws validation_failed at `at` for the future, unless `future` allows it
 */
export function readAsOf(
  at: string | undefined,
  now: Instant,
  { future = false }: { future?: boolean } = {},
): Instant {
  if (at === undefined) return now;
  const asked = isDay(at) ? endOfDay(at) : instantOf(at);
  if (isDay(at) && at === dayOf(now)) return now;
  if (asked > now && !future) {
    throw invalidField(
      '/at',
      'in_the_future',
      'Cette date est à venir : demandez au plus tard maintenant.',
      'This is in the future: ask for now at the latest.',
    );
  }
  return asked;
}

/** An `at=`: a day or an instant; `readAsOf` gives it its meaning. */
export const AtField = () =>
  field(
    'at',
    (value) => isDay(value) || isInstant(value),
    bilingual(
      'Un jour, au format AAAA-MM-JJ, ou un instant avec fuseau (RFC 3339) est attendu.',
      'A day (YYYY-MM-DD) or an instant (RFC 3339 with a zone, e.g. 2026-03-12T08:30:00Z) is expected.',
    ),
    { type: String },
    {
      optional: true,
      description:
        'What was true then, as it was recorded by then: an instant, or a day, which means its end in Europe/Paris.',
    },
  );

/** An instant in a query, with its zone; `instantOf` gives it its meaning. */
export const InstantField = (options: FieldOptions = {}) =>
  field(
    'instant',
    isInstant,
    bilingual(
      'Un instant avec fuseau (RFC 3339) est attendu.',
      'An instant is expected (RFC 3339 with a zone, e.g. 2026-03-12T08:30:00Z).',
    ),
    { type: String, format: 'date-time' },
    options,
  );

/** What an `InstantField` accepted, in UTC with milliseconds. */
export const instantOf = (value: string): Instant => new Date(value).toISOString() as Instant;

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function isInstant(value: unknown): value is string {
  const match = typeof value === 'string' ? INSTANT.exec(value) : null;
  return match !== null && isDay(match[1]) && !Number.isNaN(Date.parse(value as string));
}
