import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden, mandateMissing } from '../../kernel/refusals.js';

export const notYourEmployer = (): AppError =>
  forbidden(
    'Une déclaration est enregistrée par le service RH de l’employeur qui l’a faite.',
    'A declaration is recorded by the HR of the employer who made it.',
  );

export const attesterMandateMissing = (): AppError =>
  mandateMissing(
    'Une attestation est enregistrée par le service RH de l’employeur, le centre, le tuteur principal ou le référent du contrat, jamais pour soi-même.',
    'An attestation is recorded by the HR of the employer, the training centre, the main tutor or the referent of the contract, never for oneself.',
  );

export const declaredInTheFuture = (): FieldError =>
  fieldError(
    '/declaredOn',
    'in_the_future',
    'Ce jour est à venir : enregistrez la déclaration une fois faite.',
    'This day is in the future: record the declaration once it is made.',
  );

export const notRegulated = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'not_regulated',
    'Cette mission n’est pas un travail réglementé : elle n’a pas besoin de déclaration.',
    'This mission is not regulated work: it needs no declaration.',
  );

export const unknownPrerequisite = (known: readonly string[]): FieldError =>
  fieldError(
    '/prerequisite',
    'unknown_prerequisite',
    known.length > 0
      ? `Aucune mission du parcours ne demande ce prérequis. Le parcours connaît : ${known.join(', ')}.`
      : 'Les missions de ce parcours ne demandent aucun prérequis.',
    known.length > 0
      ? `No mission of the ladder asks for this prerequisite. The ladder knows: ${known.join(', ')}.`
      : 'The missions of this ladder ask for no prerequisite.',
  );

export const endsBeforeStart = (): FieldError =>
  fieldError(
    '/validUntil',
    'before_from',
    'Le dernier jour précède le premier.',
    'The last day is before the first.',
  );

export const alreadyWithdrawn = (): AppError =>
  new AppError('conflict', 'already_withdrawn', {
    title: bilingual('Déjà retirée', 'Already withdrawn'),
    detail: bilingual(
      'Elle a déjà été retirée : relisez-la, et enregistrez-en une nouvelle si besoin.',
      'It was withdrawn already: read it again, and record a new one if needed.',
    ),
  });
