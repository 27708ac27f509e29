import type { FieldError } from '../../kernel/errors.js';
import { fieldError } from '../../kernel/refusals.js';

export const safetyKind = (index: number): FieldError =>
  fieldError(
    `/mutedKinds/${index}`,
    'safety_kind',
    'Vous êtes tuteur ou référent d’un alternant : sa sécurité en dépend, ce message ne peut pas être coupé.',
    'You are a tutor or referent of an alternant: their safety depends on it, this notification cannot be switched off.',
  );

export const digestInQuietHours = (): FieldError =>
  fieldError(
    '/digestAt',
    'digest_in_quiet_hours',
    'Le résumé du jour tomberait pendant vos heures de silence : choisissez une heure en dehors, ou d’autres heures de silence.',
    'The digest would come in your quiet hours: choose a time outside them, or other quiet hours.',
  );
