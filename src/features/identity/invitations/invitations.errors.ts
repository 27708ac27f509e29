import { AppError } from '../../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { forbidden, invalidField } from '../../../kernel/refusals.js';
import type { InvitationState, RefusedAcceptance } from '../identity.types.js';

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
      'Une autre personne utilise déjà cette adresse électronique : demandez une invitation à une autre adresse, ou à l’administrateur de la plateforme.',
      'Another person already uses this e-mail address: ask for an invitation to another address, or ask a platform administrator.',
    ),
  });

/** Whoever holds an invitation chooses the first password, and could then sign in that person's name. */
export const standsElsewhereToo = (): AppError =>
  forbidden(
    'Cette personne relève aussi d’une autre organisation et n’a pas encore de mot de passe : demandez son invitation à l’administrateur de la plateforme.',
    'This person also belongs to another organisation and has no password yet: ask the platform administrator to invite them.',
  );

/** What whoever holds the link does next. Nothing here tells them of an organisation that they do not know. */
const VOID_SENTENCES: Record<RefusedAcceptance, Bilingual> = {
  withdrawn: bilingual(
    'Cette invitation a été retirée. Si vous l’attendiez, demandez-en une nouvelle à la personne qui vous a invité.',
    'This invitation was withdrawn. If you expected it, ask for a new one from whoever invited you.',
  ),
  superseded: bilingual(
    'Une invitation plus récente a remplacé celle-ci : utilisez le dernier lien reçu.',
    'A more recent invitation took the place of this one: use the last link that you received.',
  ),
  email_changed: bilingual(
    'Cette invitation a été envoyée à une adresse qui n’est plus la vôtre. Demandez-en une nouvelle à votre adresse actuelle.',
    'This invitation went to an address that is no longer yours. Ask for a new one to your present address.',
  ),
  inviter_lost_right: bilingual(
    'La personne qui vous a invité ne peut plus donner ce rôle. Demandez une nouvelle invitation à une personne qui administre votre structure.',
    'Whoever invited you may no longer give this role. Ask for a new invitation from somebody who administers your organisation.',
  ),
  platform_invitation_needed: bilingual(
    'Cette invitation ne peut pas servir à choisir votre premier mot de passe. Demandez une invitation à l’administrateur de la plateforme.',
    'This invitation cannot be used to choose your first password. Ask the platform administrator for an invitation.',
  ),
};

export const invitationVoid = (reason: RefusedAcceptance): AppError =>
  new AppError(
    'conflict',
    'invitation_void',
    {
      title: bilingual('Invitation sans effet', 'Invitation void'),
      detail: VOID_SENTENCES[reason],
    },
    { reason },
  );

export const resentTooSoon = (seconds: number): AppError =>
  new AppError(
    'too_many_requests',
    'too_many_requests',
    {
      title: bilingual('Déjà envoyée', 'Sent already'),
      detail: bilingual(
        `Cette invitation vient d’être envoyée. Attendez ${seconds} s avant de la renvoyer.`,
        `This invitation was just sent. Wait ${seconds} s before you send it again.`,
      ),
    },
    {},
    { 'retry-after': String(seconds) },
  );

/** Only what is pending or void can be withdrawn: the rest is over. */
export const invitationOver = (currentStatus: InvitationState): AppError =>
  new AppError(
    'conflict',
    'illegal_transition',
    {
      title: bilingual('Étape impossible', 'Illegal transition'),
      detail: bilingual(
        'Cette invitation n’attend plus d’être acceptée. Si elle l’a été, mettez fin au rôle de la personne.',
        'This invitation no longer waits to be accepted: see "currentStatus". Once it was accepted, end the role of the person.',
      ),
    },
    { currentStatus, allowed: [] },
  );
