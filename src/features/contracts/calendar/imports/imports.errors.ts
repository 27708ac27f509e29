import type { FieldError } from '../../../../kernel/errors.js';
import { fieldError } from '../../../../kernel/refusals.js';

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
    'too_many',
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
  fieldError(
    '/lines/1',
    'column_missing',
    `Ligne 1 : la colonne « ${column} » manque. Attendues : du, au, lieu, titre.`,
    `Line 1: the column "${column}" is missing. Expected: from, to, place, title.`,
  );

export const notADay = (line: number, column: string): FieldError =>
  fieldError(
    `/lines/${line}/${column}`,
    'day',
    `Ligne ${line} : un jour est attendu, comme 31/12/2026 ou 2026-12-31.`,
    `Line ${line}: a day is expected, such as 31/12/2026 or 2026-12-31.`,
  );

export const notAPlace = (line: number, column: string): FieldError =>
  fieldError(
    `/lines/${line}/${column}`,
    'place',
    `Ligne ${line} : ce lieu n’est pas connu. Écrivez entreprise, centre, accueil, congé, examen ou repos.`,
    `Line ${line}: this place is not known. Write company, centre, host, leave, exam or rest.`,
  );

export const titleTooLong = (line: number, column: string): FieldError =>
  fieldError(
    `/lines/${line}/${column}`,
    'text',
    `Ligne ${line} : le titre dépasse 120 caractères.`,
    `Line ${line}: the title is longer than 120 characters.`,
  );

export const titleHoldsNir = (line: number, column: string): FieldError =>
  fieldError(
    `/lines/${line}/${column}`,
    'nir_refused',
    `Ligne ${line} : retirez le numéro de sécurité sociale du titre, il n’a pas sa place ici.`,
    `Line ${line}: remove the social security number (NIR) from the title, it has no place here.`,
  );

export const turnedRound = (line: number, column: string): FieldError =>
  fieldError(
    `/lines/${line}/${column}`,
    'before_from',
    `Ligne ${line} : le dernier jour précède le premier.`,
    `Line ${line}: the last day is before the first.`,
  );

export const tooLong = (line: number, column: string | null): FieldError =>
  fieldError(
    column === null ? `/lines/${line}` : `/lines/${line}/${column}`,
    'too_many_days',
    `Ligne ${line} : cette période dure plus de cinq ans.`,
    `Line ${line}: this period lasts over five years.`,
  );

export const elsewhereToo = (line: number, other: number): FieldError =>
  fieldError(
    `/lines/${line}`,
    'shares_days',
    `Ligne ${line} : un de ces jours est ailleurs à la ligne ${other}.`,
    `Line ${line}: one of these days is elsewhere on line ${other}.`,
  );

export const lineUnreadable = (line: number): FieldError =>
  fieldError(
    `/lines/${line}`,
    'unreadable',
    `Ligne ${line} : elle n’est pas lisible : vérifiez ses guillemets et ses séparateurs.`,
    `Line ${line}: it cannot be read: check its quotes and separators.`,
  );

export const notICalendar = (): FieldError =>
  fieldError(
    '',
    'not_icalendar',
    'Ce n’est pas un agenda lisible : exportez-le à nouveau depuis votre logiciel d’agenda.',
    'This is no readable iCalendar file: export it again as .ics.',
  );

export const eventWithoutDay = (line: number): FieldError =>
  fieldError(
    `/lines/${line}/DTSTART`,
    'day',
    `Ligne ${line} : cet événement n’a pas de jour lisible.`,
    `Line ${line}: this event has no readable day.`,
  );

export const repeatsOtherwise = (line: number): FieldError =>
  fieldError(
    `/lines/${line}/RRULE`,
    'recurrence',
    `Ligne ${line} : cette répétition n’est pas prise : seulement par jour ou par semaine. Exportez chaque date.`,
    `Line ${line}: this recurrence is not taken: daily or weekly only. Export each date.`,
  );

export const repeatsForever = (line: number, most: number): FieldError =>
  fieldError(
    `/lines/${line}/RRULE`,
    'recurrence_endless',
    `Ligne ${line} : cette répétition dépasse ${most} dates ou n’a pas de fin : donnez-en une.`,
    `Line ${line}: this recurrence has more than ${most} dates or no end: give it one.`,
  );
