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
        'Cette personne a signé un contrat : seul son centre de formation, ou la plateforme, corrige son nom et sa date de naissance, avec un motif.',
        'This person has signed a contract: only its training centre, or the platform, corrects their names and birth date, with a reason (PATCH /v1/people/{id}). Send "fields" back as they are.',
      ),
    },
    { fields },
  );

export const personWouldChange = (): AppError =>
  new AppError('conflict', 'person_would_change', {
    title: bilingual('Ce serait quelqu’un d’autre', 'This would be somebody else'),
    detail: bilingual(
      'Cet identifiant externe est celui d’une personne d’un autre nom, née un autre jour : prenez-en un autre, ou confirmez que c’est elle.',
      'This external id names a person of another name and another birth date. For somebody else use another id; if it really is this person, send "replaceIdentity: true".',
    ),
  });

export const personLeft = (): AppError =>
  new AppError('conflict', 'person_left', {
    title: bilingual('Personne partie', 'Person left'),
    detail: bilingual(
      'Cette personne a quitté votre organisation : rattachez-la de nouveau si elle revient, sinon prenez un autre identifiant externe ou demandez à la plateforme.',
      'This person left your organisation: if they come back and are nowhere else, send a membership that holds today or later; otherwise take another external id, or ask the platform.',
    ),
  });
