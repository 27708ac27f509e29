import type { FieldError } from '../../../../kernel/errors.js';
import { fieldError } from '../../../../kernel/refusals.js';

/** Each says where in the file it stands, in the pointer and in words. */
const at = (line: number, column: string | null, code: string, fr: string, en: string): FieldError =>
  fieldError(
    column === null ? `/lines/${line}` : `/lines/${line}/${column}`,
    code,
    `Ligne ${line} : ${fr}`,
    `Line ${line}: ${en}`,
  );

export const noText = (): FieldError =>
  fieldError(
    '',
    'file_missing',
    'Aucun fichier lisible n’est arrivé : envoyez-le tel quel, comme corps de la demande, en UTF-8 ou Windows-1252.',
    'No readable file arrived: send it as it is, as the body of the request, in UTF-8 or Windows-1252.',
  );

const COUNTED = {
  lines: 'lignes',
  events: 'événements',
  periods: 'périodes',
  recurrences: 'répétitions',
} as const;

export const tooMuch = (what: keyof typeof COUNTED, most: number): FieldError =>
  fieldError(
    '',
    `too_many_${what}`,
    `Le fichier dépasse ${most} ${COUNTED[what]} : importez-le en plusieurs fois.`,
    `The file has more than ${most} ${what}: import it in parts.`,
  );

export const nothingInIt = (): FieldError =>
  fieldError(
    '',
    'nothing_to_import',
    'Le fichier ne contient aucune période : vérifiez que c’est bien le bon.',
    'The file holds no period: check that it is the right one.',
  );

export const columnMissing = (column: string): FieldError =>
  at(
    1,
    column,
    'column_missing',
    `la colonne « ${column} » manque. Attendues : du, au, lieu, titre.`,
    `the column "${column}" is missing. Expected: from, to, place, title.`,
  );

export const notADay = (line: number, column: string): FieldError =>
  at(
    line,
    column,
    'day',
    'un jour est attendu, comme 31/12/2026 ou 2026-12-31.',
    'a day is expected, such as 31/12/2026 or 2026-12-31.',
  );

export const notAPlace = (line: number, column: string): FieldError =>
  at(
    line,
    column,
    'place',
    'ce lieu n’est pas connu. Écrivez entreprise, centre, accueil, congé, examen ou repos.',
    'this place is not known. Write company, centre, host, leave, exam or rest.',
  );

export const titleTooLong = (line: number, column: string): FieldError =>
  at(line, column, 'text', 'le titre dépasse 120 caractères.', 'the title is longer than 120 characters.');

export const turnedRound = (line: number, column: string): FieldError =>
  at(
    line,
    column,
    'ends_before_start',
    'le dernier jour précède le premier.',
    'the last day is before the first.',
  );

export const tooLong = (line: number, column: string | null): FieldError =>
  at(
    line,
    column,
    'too_many_days',
    'cette période dure plus de cinq ans.',
    'this period lasts over five years.',
  );

export const elsewhereToo = (line: number, other: number): FieldError =>
  at(
    line,
    null,
    'shares_days',
    `un de ces jours est ailleurs à la ligne ${other}.`,
    `one of these days is elsewhere on line ${other}.`,
  );

export const lineUnreadable = (line: number): FieldError =>
  at(
    line,
    null,
    'unreadable',
    'elle n’est pas lisible : vérifiez ses guillemets et ses séparateurs.',
    'it cannot be read: check its quotes and separators.',
  );

export const notICalendar = (): FieldError =>
  fieldError(
    '',
    'not_icalendar',
    'Ce n’est pas un agenda iCalendar lisible : exportez-le à nouveau au format .ics.',
    'This is no readable iCalendar file: export it again as .ics.',
  );

export const eventWithoutDay = (line: number): FieldError =>
  at(line, 'DTSTART', 'day', 'cet événement n’a pas de jour lisible.', 'this event has no readable day.');

export const repeatsOtherwise = (line: number): FieldError =>
  at(
    line,
    'RRULE',
    'recurrence',
    'cette répétition n’est pas prise : seulement par jour ou par semaine. Exportez chaque date.',
    'this recurrence is not taken: daily or weekly only. Export each date.',
  );

export const repeatsForever = (line: number, most: number): FieldError =>
  at(
    line,
    'RRULE',
    'recurrence_endless',
    `cette répétition dépasse ${most} dates ou n’a pas de fin : donnez-en une.`,
    `this recurrence has more than ${most} dates or no end: give it one.`,
  );
