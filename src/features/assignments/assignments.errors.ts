import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { refusedWithoutMandate } from '../mandates/whom-to-ask.types.js';
import { TUTOR_ROLES, type Team } from '../mandates/mandates.types.js';
import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { fieldError } from '../../kernel/refusals.js';
import type { Missing } from '../ladder/ladder.types.js';

export const assignerMandateMissing = (team: Team, person: PersonId, today: Day): AppError =>
  refusedWithoutMandate(
    team,
    { roles: TUTOR_ROLES, on: today, not: person },
    'Seul un tuteur confie une mission',
    'Only a tutor gives a mission',
  );

export const endsBeforeStart = (): FieldError =>
  fieldError(
    '/to',
    'before_from',
    'Le dernier jour précède le premier.',
    'The last day is before the first.',
  );

export const endsBeforeFrom = (): FieldError =>
  fieldError(
    '/on',
    'before_from',
    'La fin précède le premier jour de la mission.',
    'The end is before the first day of the mission.',
  );

export const assignmentOnlyShortens = (): FieldError =>
  fieldError(
    '/on',
    'after_end',
    'Cette mission se termine déjà avant ce jour : on l’écourte ; pour la prolonger, confiez-la de nouveau.',
    'This mission already ends before this day: it is shortened; to prolong it, give it again.',
  );

export const outsideContract = (): FieldError =>
  fieldError(
    '/from',
    'outside_contract',
    'Ces jours sortent du contrat.',
    'These days are outside the contract.',
  );

/** The first reason says it, in a sentence; each of the others is told in its own. */
export const missionNotEntitled = (
  reasons: readonly { code: string; detail: Bilingual }[],
  missing: readonly Missing[],
): AppError => {
  return new AppError(
    'conflict',
    'mission_not_entitled',
    {
      title: bilingual('Mission non autorisée', 'Mission not allowed'),
      detail:
        reasons[0]?.detail ?? bilingual('Cette mission n’est pas autorisée.', 'This mission is not allowed.'),
    },
    { reasons, missing },
  );
};
