import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { fieldError, mandateMissing } from '../../kernel/refusals.js';
import type { Missing } from '../ladder/ladder.types.js';

export const assignerMandateMissing = (): AppError =>
  mandateMissing(
    'Pour confier une mission, il faut aujourd’hui un mandat de tuteur sur ce contrat. L’employeur peut l’ouvrir.',
    'To give a mission you need a tutor’s mandate on this contract today. The employer can open it.',
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

/** The reasons are told in sentences too: what is missing, and who can help. */
export const missionNotEntitled = (
  reasons: readonly { code: string; detail: Bilingual }[],
  missing: readonly Missing[],
): AppError => {
  const join = (language: 'fr' | 'en') => reasons.map((reason) => reason.detail[language]).join(' ');
  return new AppError(
    'conflict',
    'mission_not_entitled',
    {
      title: bilingual('Mission non autorisée', 'Mission not allowed'),
      detail: bilingual(join('fr'), join('en')),
    },
    { reasons, missing },
  );
};
