import type { Day } from '../../kernel/days.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { formatDay } from '../../kernel/days-in-words.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError } from '../../kernel/refusals.js';

export const resumptionNotNeeded = (): AppError =>
  new AppError('conflict', 'resumption_not_needed', {
    title: bilingual('Reprise déjà constatée', 'Resumption not needed'),
    detail: bilingual(
      'Aucune absence de 90 jours ou plus n’attend de reprise : le suivi est déjà celui d’avant.',
      'No absence of 90 days or more awaits a resumption: supervision is already as it was.',
    ),
  });

export const outsideAbsence = (returnedOn: Day): FieldError =>
  fieldError(
    '/on',
    'outside_return',
    `La reprise se constate depuis le retour, le ${formatDay(returnedOn).fr}, et au plus tard aujourd’hui.`,
    `A resumption is recorded from the return on, ${formatDay(returnedOn).en}, and at the latest today.`,
  );

export const resumptionWithdrawnAlready = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retirée', 'Already withdrawn'),
    detail: bilingual(
      'Cette reprise a déjà été retirée : constatez-en une nouvelle quand elle a lieu.',
      'This resumption was withdrawn already: record a new one when it takes place.',
    ),
  });
