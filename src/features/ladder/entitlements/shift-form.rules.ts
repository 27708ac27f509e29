import { addDays, clockTimeOf, dayOf, instantAt, type Instant } from '../../../kernel/days.js';
import type { FieldError } from '../../../kernel/errors.js';
import { fieldError } from '../../../kernel/refusals.js';
import type { Shift } from './shift.types.js';

const DAY_MS = 24 * 3_600_000;

/** A day later by the clock in Paris, and never less than 24 hours: the night on which the clocks go back is a shift too. */
function longestUntil(from: Instant): number {
  const sameTime = instantAt(addDays(dayOf(from), 1), clockTimeOf(from));
  const seconds = Date.parse(from) % 60_000;
  return Math.max(Date.parse(from) + DAY_MS, Date.parse(sameTime) + seconds);
}

/** Neither backwards nor longer than a day: whoever asks of that means something else. */
export function findShiftMistakes({ from, to, breakMinutes }: Shift): FieldError[] {
  const length = Date.parse(to) - Date.parse(from);
  if (length <= 0)
    return [
      fieldError(
        '/shiftTo',
        'before_from',
        'La fin de l’horaire doit suivre son début.',
        'The end of the shift must follow its beginning.',
      ),
    ];
  if (Date.parse(to) > longestUntil(from))
    return [
      fieldError(
        '/shiftTo',
        'too_long',
        'Un horaire dure un jour au plus, 24 heures hors changement d’heure : posez la question jour par jour.',
        'A shift is one day at most, 24 hours but for a change of the clocks: ask day by day.',
      ),
    ];
  if ((breakMinutes ?? 0) * 60_000 >= length) return [breakTooLong('/shiftBreakMinutes')];
  return [];
}

/** Whatever is left is not work. */
export const breakTooLong = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'too_long',
    'La pause dure autant que l’horaire, ou davantage : donnez-la en minutes.',
    'The break is as long as the shift, or longer: give it in minutes.',
  );

/** One bound without the other; the pointer is that of the one that is missing. */
export const halfAShift = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'required',
    'Un horaire a un début et une fin : donnez les deux, ou aucun des deux.',
    'A shift has a beginning and an end: give "shiftFrom" and "shiftTo", or neither.',
  );
