import { AppError } from '../../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../../kernel/language.js';
import { forbidden } from '../../../kernel/refusals.js';
import type { NoResetReason } from '../identity.types.js';

export const notOnesOwnReset = (): AppError =>
  forbidden(
    'Personne ne se donne ce lien à soi-même : changez votre mot de passe, ou demandez-le à un autre administrateur.',
    'Nobody gives this link to themself: change your password, or ask another administrator.',
  );

export const notYoursToReset = (): AppError =>
  forbidden(
    'Seul un administrateur de son organisation donne ce lien : les RH aux tuteurs et aux RH, le centre à ses membres et alternants.',
    'Only an administrator of the organisation of this person gives them this link: HR to tutors and HR, the centre to its members and alternants.',
  );

/** Whoever holds the link reads what the alternant confides. */
export const confidesInOthers = (): AppError =>
  forbidden(
    'Cette personne est ou a été alternante : demandez ce lien à l’administrateur de son centre de formation, ou de la plateforme.',
    'This person is or was an alternant: ask the administrator of their training centre, or of the platform, for this link.',
  );

export const resetIsNotTheirs = (): AppError =>
  forbidden(
    'Cette personne a un rôle que vous ne donnez pas, ou relève d’une autre organisation : demandez ce lien à l’administrateur de la plateforme.',
    'This person also holds a role that is not yours to give, or belongs to another organisation: ask the platform administrator for this link.',
  );

const NO_RESET: Readonly<Record<NoResetReason, Bilingual>> = {
  no_password: bilingual(
    'Cette personne n’a pas encore choisi de mot de passe : invitez-la.',
    'This person has not chosen a password yet: invite them.',
  ),
  account_disabled: bilingual(
    'Le compte de cette personne est désactivé : réactivez-le d’abord.',
    'The account of this person is disabled: enable it first.',
  ),
};

export const resetNotPossible = (reason: NoResetReason): AppError =>
  new AppError(
    'conflict',
    'reset_not_possible',
    {
      title: bilingual('Pas de mot de passe à remplacer', 'No password to replace'),
      detail: NO_RESET[reason],
    },
    { reason },
  );
