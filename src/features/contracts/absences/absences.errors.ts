import { addDays, type Day } from '../../../kernel/days.js';
import { formatDay } from '../../../kernel/days-in-words.js';
import { AppError, type FieldError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { fieldError, forbidden } from '../../../kernel/refusals.js';

export const backBeforeAway = (): FieldError =>
  fieldError(
    '/to',
    'ends_before_start',
    'Le dernier jour d’absence précède le premier : corrigez l’un des deux.',
    'The last day of the absence is before the first: correct one of them.',
  );

export const absentOutside = (from: Day, until: Day): FieldError =>
  fieldError(
    '/from',
    'outside_contract',
    `Ce jour est hors du contrat, qui court du ${formatDay(from).fr} au ${formatDay(addDays(until, -1)).fr}.`,
    `This day is outside the contract, which runs from ${formatDay(from).en} to ${formatDay(addDays(until, -1)).en}.`,
  );

export const absenceWithdrawn = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retirée', 'Already withdrawn'),
    detail: bilingual(
      'Cette absence a été retirée : enregistrez-en une autre si elle a bien eu lieu.',
      'This absence was withdrawn: record another one if it took place after all.',
    ),
  });

export const tooManyAbsences = (): AppError =>
  new AppError('conflict', 'too_many_absences', {
    title: bilingual('Trop d’absences', 'Too many absences'),
    detail: bilingual(
      'Ce contrat a déjà autant d’absences qu’il peut en garder : réunissez celles qui se suivent.',
      'This contract has as many absences as it can keep: join those that follow each other.',
    ),
  });

export const absencesNotYours = (): AppError =>
  forbidden(
    'La raison d’une absence ne regarde que l’alternant et les deux parties : lisez le calendrier.',
    'Why an alternant is away is for them and the two sides: read their calendar.',
  );
