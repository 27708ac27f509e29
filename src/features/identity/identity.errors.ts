import { AppError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { forbidden, invalidField } from '../../kernel/refusals.js';

/** The same for an unknown e-mail, a wrong password, an account without one and a disabled one: nothing is given away. */
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

export const tokenUnknown = (): AppError =>
  invalidField(
    '/token',
    'token_unknown',
    'Cette invitation n’existe pas : vérifiez que le lien est complet.',
    'There is no such invitation: check that the link is complete.',
  );

export const tokenUsed = (): AppError =>
  invalidField(
    '/token',
    'token_used',
    'Cette invitation a déjà été acceptée : connectez-vous.',
    'This invitation was already accepted: sign in.',
  );

export const tokenExpired = (): AppError =>
  invalidField(
    '/token',
    'token_expired',
    'Cette invitation a expiré : demandez-en une nouvelle à la personne qui vous a invité.',
    'This invitation has expired: ask for a new one from whoever invited you.',
  );

export const emailTaken = (): AppError =>
  new AppError('conflict', 'email_taken', {
    title: bilingual('Adresse déjà utilisée', 'E-mail address taken'),
    detail: bilingual(
      'Un compte d’une autre personne porte déjà cette adresse électronique. Demandez une invitation à une autre adresse, ou que l’administrateur de la plateforme invite la personne de ce compte.',
      'An account of another person already has this e-mail address. Ask for an invitation to another address, or have a platform administrator invite the person of that account.',
    ),
  });

/** Whoever holds an invitation chooses the first password, and could then sign in that person's name. */
export const standsElsewhereToo = (): AppError =>
  forbidden(
    'Cette personne relève aussi d’une autre organisation et n’a pas encore de mot de passe : demandez son invitation à l’administrateur de la plateforme.',
    'This person also belongs to another organisation and has no password yet: ask the platform administrator to invite them.',
  );
