import { AppError, type FieldError } from './errors.js';
import { bilingual } from './language.js';

/** Refusals that every feature gives. A refusal of one feature lives in its own `errors.ts`. */

export const notFound = (): AppError =>
  new AppError('not_found', 'not_found', {
    title: bilingual('Introuvable', 'Not found'),
    detail: bilingual(
      'Cet élément n’existe pas, ou vous n’avez pas à en connaître l’existence.',
      'This does not exist, or you may not know that it does.',
    ),
  });

/** More would help nobody, and cost whoever reads them. */
export const MAX_ERRORS = 100;

/** Tells the first mistakes, and how many more there are; `errorsOmitted`: those that `errors` leaves out already. */
export const validationFailed = (errors: readonly FieldError[], errorsOmitted = 0): AppError => {
  const omitted = errorsOmitted + Math.max(0, errors.length - MAX_ERRORS);
  return new AppError(
    'invalid',
    'validation_failed',
    {
      title: bilingual('Demande invalide', 'Invalid request'),
      detail: bilingual(
        'Corrigez ce qui est signalé, puis renvoyez la demande ; rien n’a été enregistré.',
        'Correct the fields listed in "errors" and send the request again; nothing was recorded.',
      ),
    },
    { errors: errors.slice(0, MAX_ERRORS), ...(omitted > 0 ? { errorsOmitted: omitted } : {}) },
  );
};

export const fieldError = (pointer: string, code: string, fr: string, en: string): FieldError => ({
  pointer,
  code,
  detail: bilingual(fr, en),
});

export const invalidField = (pointer: string, code: string, fr: string, en: string): AppError =>
  validationFailed([fieldError(pointer, code, fr, en)]);

/** Refuses everything that is wrong at once, if anything is. @throws validation_failed */
export function refuseAny(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw validationFailed(errors);
}

/** An id in a body that names nothing: 422 at its pointer, never 404. */
export const unknownReference = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'unknown_reference',
    'Cet identifiant ne désigne rien de connu.',
    'This id names nothing known.',
  );

/** Without the mandate that it takes; the sentences say which, and who can open it. */
export const mandateMissing = (fr: string, en: string): AppError =>
  new AppError('forbidden', 'mandate_missing', {
    title: bilingual('Mandat absent', 'Mandate missing'),
    detail: bilingual(fr, en),
  });

/** A mission at this pointer that the contract's ladder does not have. */
export const unknownMission = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'unknown_mission',
    'Le parcours n’a pas cette mission.',
    'The ladder has no such mission.',
  );

/** A level at this pointer that the contract’s ladder does not have. */
export const unknownLevel = (pointer: string): FieldError =>
  fieldError(pointer, 'unknown_level', 'Le parcours n’a pas ce palier.', 'The ladder has no such level.');

/** A competency at this pointer that its level does not require. */
export const notRequired = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'not_required',
    'Ce palier ne demande pas cette compétence.',
    'This level does not require this competency.',
  );

/** Refuses a competency and level named twice in one call. */
export const duplicateItem = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'duplicate_item',
    'Cette compétence figure deux fois à ce palier.',
    'This competency is there twice at this level.',
  );

export const forbidden = (fr?: string, en?: string): AppError =>
  new AppError('forbidden', 'forbidden', {
    title: bilingual('Non autorisé', 'Forbidden'),
    detail: bilingual(
      fr ?? 'Votre rôle ne permet pas cette action.',
      en ?? 'Your role does not allow this action.',
    ),
  });

export const unauthenticated = (): AppError =>
  new AppError(
    'unauthenticated',
    'unauthenticated',
    {
      title: bilingual('Connexion requise', 'Sign-in required'),
      detail: bilingual(
        'Envoyez un jeton d’accès valide dans l’en-tête « Authorization: Bearer … » ; reconnectez-vous s’il a expiré.',
        'Send a valid access token in the "Authorization: Bearer …" header; sign in again if it has expired.',
      ),
    },
    {},
    { 'www-authenticate': 'Bearer' },
  );

export const preconditionFailed = (): AppError =>
  new AppError('precondition_failed', 'precondition_failed', {
    title: bilingual('Version dépassée', 'Stale version'),
    detail: bilingual(
      'Quelqu’un a modifié cet élément depuis votre lecture. Relisez-le, puis renvoyez votre changement avec le nouvel ETag.',
      'Somebody changed this since you read it. Read it again, then send your change with the new ETag.',
    ),
  });
