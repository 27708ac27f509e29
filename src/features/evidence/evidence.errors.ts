import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, mandateMissing } from '../../kernel/refusals.js';

/** Another wording is another `WARNING_VERSION`. */
export const WARNING: Bilingual = bilingual(
  'Aucun résident, aucun patient ne doit être reconnaissable : ni visage, ni nom, ni chambre, ni dossier. Vérifiez le fichier, puis confirmez-le.',
  'No resident and no patient may be identifiable: no face, no name, no room number, no record. Check the file, then send "noResidentIdentifiable=true".',
);

export const adderMandateMissing = (): AppError =>
  mandateMissing(
    'Un fichier est ajouté par l’alternant, ou par qui est de l’équipe aujourd’hui ou l’était ce jour-là, 30 jours plus tôt au plus.',
    'A file is added by the alternant, or by who is of the team today or was on that day (ended 30 days ago at most).',
  );

export const evidenceWithdrawerMandateMissing = (): AppError =>
  mandateMissing(
    'Un fichier est retiré par qui l’a ajouté, par le tuteur principal (un cotuteur en son absence) ou par le référent du contrat.',
    'A file is withdrawn by whoever added it, by the main tutor (a co-tutor in their absence) or by the referent of the contract.',
  );

export const contentNotForHr = (): AppError =>
  forbidden(
    'Les ressources humaines savent qu’un fichier existe, et ne l’ouvrent pas.',
    'HR know that a file exists, and do not open it.',
  );

export const evidenceAlreadyWithdrawn = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retiré', 'Already withdrawn'),
    detail: bilingual('Ce fichier est déjà retiré.', 'This file is already withdrawn.'),
  });

export const evidenceWithdrawn = (): AppError =>
  new AppError('removed', 'evidence_withdrawn', {
    title: bilingual('Fichier retiré', 'File withdrawn'),
    detail: bilingual(
      'Ce fichier a été retiré et effacé ; il reste la trace qu’il a existé.',
      'This file was withdrawn and erased; what remains is that it was there.',
    ),
  });

export const evidenceUnreadable = (): AppError =>
  new AppError('lost', 'evidence_unreadable', {
    title: bilingual('Fichier illisible', 'File unreadable'),
    detail: bilingual(
      'Ce fichier est enregistré, mais son contenu manque ou a changé : signalez-le avec le numéro de la demande.',
      'This file is recorded, but its content is missing or has changed where it is kept. Report it with the "requestId".',
    ),
  });

export const evidenceStoreUnavailable = (): AppError =>
  new AppError(
    'unavailable',
    'evidence_store_unavailable',
    {
      title: bilingual('Rangement des fichiers indisponible', 'Store of files unavailable'),
      detail: bilingual(
        'L’endroit où les fichiers sont rangés ne répond pas. Réessayez dans quelques secondes.',
        'The place where files are kept does not answer. Try again in a few seconds.',
      ),
    },
    {},
    { 'retry-after': '5' },
  );

/** Why a file cannot be kept, at the body. */
export const UNUSABLE = {
  unreadable: (): FieldError =>
    fieldError(
      '',
      'file_unreadable',
      'Ce fichier est abîmé, incomplet, ou d’une autre sorte : renvoyez-le, refaites la photo, ou réenregistrez le document en PDF.',
      'This file is damaged, incomplete, or of another kind: send it again, take the photo again, or save the document as PDF again.',
    ),
  encrypted: (): FieldError =>
    fieldError(
      '',
      'pdf_encrypted',
      'Ce PDF est protégé : réenregistrez-le sans mot de passe.',
      'This PDF is protected: save it again without a password.',
    ),
  annotated: (): FieldError =>
    fieldError(
      '',
      'pdf_annotated',
      'Ce PDF contient des notes ou un formulaire, qui seraient perdus : « Imprimer », puis « Enregistrer en PDF », et envoyez le résultat.',
      'This PDF holds notes or fields of a form, which would be lost: choose "Print", then "Save as PDF", and send the result.',
    ),
  too_large_inside: (): FieldError =>
    fieldError(
      '',
      'file_too_large_inside',
      'Ce fichier est trop grand une fois ouvert (100 millions de pixels, 200 pages au plus) : réduisez-le, ou envoyez-le en plusieurs fichiers.',
      'Once opened, this file is too large (100 million pixels, 200 pages at most): make it smaller, or send it in several files.',
    ),
} as const;
