import { AppError, type FieldError } from '../../../kernel/errors.js';
import { bilingual } from '../../../kernel/language.js';
import { fieldError, forbidden } from '../../../kernel/refusals.js';

/** Who somebody is, and who they may not become. */

export const reasonNeeded = (): FieldError =>
  fieldError(
    '/reason',
    'required',
    'Cette personne a signé un contrat : dites pourquoi vous corrigez son nom ou sa date de naissance.',
    'This person has signed a contract: say why you correct their names or birth date.',
  );

export const correctionsNotYours = (): AppError =>
  forbidden(
    'Les corrections d’identité sont lues par la personne elle-même, par le centre de formation de son contrat et par la plateforme.',
    'Corrections of who somebody is are read by themselves, by the training centre of their contract and by the platform.',
  );

export const identityProtected = (fields: readonly string[]): AppError =>
  new AppError(
    'forbidden',
    'identity_protected',
    {
      title: bilingual('Identité protégée', 'Identity protected'),
      detail: bilingual(
        'Cette personne a signé un contrat : son nom et sa date de naissance sont corrigés, avec un motif, par le centre de formation de ce contrat ou par la plateforme (PATCH /v1/people/{id} avec « reason »). Renvoyez tels quels les champs listés dans « fields » ; rien n’a été enregistré.',
        'This person has signed a contract: their names and birth date are corrected, with a reason, by the training centre of that contract or by the platform (PATCH /v1/people/{id} with "reason"). Send the fields listed in "fields" back as they are; nothing was recorded.',
      ),
    },
    { fields },
  );

export const personWouldChange = (): AppError =>
  new AppError('conflict', 'person_would_change', {
    title: bilingual('Ce serait quelqu’un d’autre', 'This would be somebody else'),
    detail: bilingual(
      'Cet identifiant externe désigne une personne d’un autre nom et d’une autre date de naissance. Pour quelqu’un d’autre, utilisez un autre identifiant ; si c’est bien elle, envoyez « replaceIdentity: true ».',
      'This external id names a person of another name and another birth date. For somebody else use another id; if it really is this person, send "replaceIdentity: true".',
    ),
  });

export const personLeft = (): AppError =>
  new AppError('conflict', 'person_left', {
    title: bilingual('Personne partie', 'Person left'),
    detail: bilingual(
      'Cette personne a quitté votre organisation, qui ne tient plus sa fiche. Si elle revient et n’est pas ailleurs, envoyez une appartenance à votre organisation qui vaut aujourd’hui ou plus tard ; sinon, enregistrez-la sous un autre identifiant externe, ou adressez-vous à la plateforme.',
      'This person left your organisation, which no longer keeps their record. If they come back and are nowhere else, send a membership of your organisation that holds today or later; otherwise record them under another external id, or ask the platform.',
    ),
  });
