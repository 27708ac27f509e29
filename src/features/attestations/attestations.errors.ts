import { AppError, type FieldError } from '../../kernel/errors.js';
import { fieldError, mandateMissing } from '../../kernel/refusals.js';

export const attesterMandateMissing = (): AppError =>
  mandateMissing(
    'Une attestation est enregistrée par le service RH de l’employeur, le centre, le tuteur principal ou le référent du contrat, jamais pour soi-même.',
    'An attestation is recorded by the HR of the employer, the training centre, the main tutor or the referent of the contract, never for oneself.',
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
