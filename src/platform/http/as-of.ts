import { dayOf, endOfDay, isDay, type Instant } from '../../kernel/days.js';
import { invalidField } from '../../kernel/refusals.js';

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
  const asked = isDay(at) ? endOfDay(at) : (new Date(at).toISOString() as Instant);
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
