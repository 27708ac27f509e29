import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, invalidField } from '../../kernel/refusals.js';
import type { OrganisationNamed } from './organisations.types.js';

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

export const siretTaken = ({ id, name }: OrganisationNamed): AppError =>
  new AppError(
    'conflict',
    'siret_taken',
    {
      title: bilingual('SIRET déjà enregistré', 'SIRET recorded already'),
      detail: bilingual(
        `« ${name} » porte déjà ce SIRET : utilisez cette organisation (« organisation » dit laquelle), ou corrigez le numéro.`,
        `"${name}" has this SIRET already: use that organisation ("organisation" says which), or correct the number.`,
      ),
    },
    { organisation: { id, name } },
  );
