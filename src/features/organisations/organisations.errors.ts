import type { AppError, FieldError } from '../../kernel/errors.js';
import { fieldError, invalidField } from '../../kernel/refusals.js';

export const externalIdTaken = (): AppError =>
  invalidField(
    '/externalId',
    'taken',
    'Cet identifiant externe est déjà utilisé.',
    'This external id is already used.',
  );

export const kindIsFixed = (): FieldError =>
  fieldError(
    '/kind',
    'fixed',
    'Un employeur ne devient pas un CFA, ni l’inverse.',
    'An employer does not become a training centre, nor the reverse.',
  );

export const uaiIsForCentres = (): FieldError =>
  fieldError(
    '/uai',
    'training_centre_only',
    'Seul un CFA porte un UAI.',
    'Only a training centre has a UAI.',
  );

export const structureIsForEmployers = (pointer: '/finess' | '/structureType'): FieldError =>
  fieldError(
    pointer,
    'employer_only',
    'Ce champ ne concerne que les employeurs.',
    'Only an employer has this field.',
  );
