import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';

/** Answers an unknown e-mail, a wrong password, an account without one and a disabled one alike: nothing is given away. */
export const wrongCredentials = (): AppError =>
  new AppError('unauthenticated', 'unauthenticated', {
    title: bilingual('Connexion refusée', 'Sign-in refused'),
    detail: bilingual(
      'Cette adresse électronique et ce mot de passe ne vont pas ensemble. Vérifiez les deux ; si vous avez été invité, acceptez d’abord l’invitation.',
      'This e-mail address and this password do not belong together. Check both; if you were invited, accept the invitation first.',
    ),
  });

export const signInSlowed = (seconds: number): AppError =>
  new AppError(
    'too_many_requests',
    'too_many_requests',
    {
      title: bilingual('Trop de tentatives', 'Too many attempts'),
      detail: bilingual(
        `Trop de connexions ont échoué. Attendez ${seconds} s avant de réessayer.`,
        `Too many sign-ins failed. Wait ${seconds} s before you try again.`,
      ),
    },
    {},
    { 'retry-after': String(seconds) },
  );

export const sessionEnded = (): AppError =>
  new AppError('unauthenticated', 'unauthenticated', {
    title: bilingual('Session terminée', 'Session ended'),
    detail: bilingual(
      'Ce jeton de renouvellement ne vaut plus. Reconnectez-vous.',
      'This refresh token is no longer valid. Sign in again.',
    ),
  });
