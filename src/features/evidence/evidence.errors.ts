import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, mandateMissing } from '../../kernel/refusals.js';

/** Another wording is another `WARNING_VERSION`. */
export const WARNING: Bilingual = bilingual(
  'Aucun résident, aucun patient ne doit être reconnaissable : ni visage, ni nom, ni numéro de chambre, ni dossier. Vérifiez le fichier, puis envoyez « noResidentIdentifiable=true ».',
  'No resident and no patient may be identifiable: no face, no name, no room number, no record. Check the file, then send "noResidentIdentifiable=true".',
);

export const adderMandateMissing = (): AppError =>
  mandateMissing(
    'Pour ajouter un fichier, il faut un mandat sur ce contrat aujourd’hui ou le jour de ce qu’il montre (terminé depuis 30 jours au plus), ou être l’alternant.',
    'To add a file you need a mandate on this contract, today or on the day of what it shows (ended 30 days ago at most), or to be the alternant.',
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
      'Ce fichier est enregistré, mais son contenu manque ou a changé là où il est rangé. Signalez-le avec le numéro « requestId ».',
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
      'Ce fichier est abîmé, arrivé incomplet, ou d’une sorte que nous ne prenons pas. Renvoyez-le ; si cela ne suffit pas, refaites la photo, ou réenregistrez le document en PDF.',
      'This file is damaged, arrived incomplete, or is of a kind that we do not take. Send it again; if that does not help, take the photo again, or save the document as PDF again.',
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
      'Ce PDF contient des notes ou des champs de formulaire, qui seraient perdus : choisissez « Imprimer », puis « Enregistrer en PDF », et envoyez le résultat.',
      'This PDF holds notes or fields of a form, which would be lost: choose "Print", then "Save as PDF", and send the result.',
    ),
  too_large_inside: (): FieldError =>
    fieldError(
      '',
      'file_too_large_inside',
      'Une fois ouvert, ce fichier est trop grand (plus de 100 millions de pixels, de 200 pages, ou fait de trop de morceaux) : réduisez la photo, ou envoyez le document en plusieurs fichiers.',
      'Once opened, this file is too large (over 100 million pixels, 200 pages, or made of too many pieces): make the photo smaller, or send the document in several files.',
    ),
} as const;
