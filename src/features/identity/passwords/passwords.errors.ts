import type { AppError } from '../../../kernel/errors.js';
import { PASSWORD_FLAWS, type PasswordFlaw } from '../../../kernel/password-flaws.js';
import { invalidField, validationFailed } from '../../../kernel/refusals.js';

export const passwordRefused = (flaws: readonly PasswordFlaw[], pointer = '/password'): AppError =>
  validationFailed(flaws.map((flaw) => ({ pointer, ...PASSWORD_FLAWS[flaw] })));

export const presentPasswordWrong = (pointer: string): AppError =>
  invalidField(
    pointer,
    'password_wrong',
    'Ce n’est pas votre mot de passe actuel. Si vous l’avez oublié, demandez un lien pour en choisir un autre.',
    'This is not your present password. If you forgot it, ask for a link to choose another one.',
  );

export const notAnAddress = (): AppError =>
  invalidField(
    '/email',
    'email',
    'Une adresse électronique est attendue, comme prenom.nom@exemple.fr.',
    'An e-mail address is expected, such as name@example.org.',
  );

export const passwordUnchanged = (): AppError =>
  invalidField(
    '/newPassword',
    'password_unchanged',
    'Le nouveau mot de passe est le même que l’actuel : choisissez-en un autre.',
    'The new password is the present one: choose another.',
  );
