import { AppError, type FieldError } from '../../kernel/errors.js';
import { bilingual } from '../../kernel/language.js';
import { fieldError, forbidden } from '../../kernel/refusals.js';
import type { ContractStatus } from '../contracts/contracts.types.js';

export const assessedByAnother = (): AppError =>
  forbidden(
    'Une auto-évaluation est faite par l’alternant du contrat, et par personne d’autre.',
    'A self-assessment is made by the alternant of the contract, and by nobody else.',
  );

export const assessedInTheFuture = (): FieldError =>
  fieldError('/on', 'in_the_future', 'Ce jour est à venir.', 'This day is in the future.');

export const contractNotRunning = (currentStatus: ContractStatus): AppError =>
  new AppError(
    'conflict',
    'contract_not_active',
    {
      title: bilingual('Contrat non actif', 'Contract not active'),
      detail: bilingual(
        'Le contrat ne court pas ce jour-là (pas signé, pas commencé ou terminé) : choisissez un jour du contrat.',
        'The contract does not run on that day (not signed, not started or ended): choose a day of the contract.',
      ),
    },
    { currentStatus },
  );

export const unknownLevel = (pointer: string): FieldError =>
  fieldError(pointer, 'unknown_level', 'Le parcours n’a pas ce palier.', 'The ladder has no such level.');

export const unknownCompetency = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'unknown_competency',
    'Le parcours n’utilise pas cette compétence.',
    'The ladder does not use this competency.',
  );

export const assessedTwice = (pointer: string): FieldError =>
  fieldError(
    pointer,
    'duplicate_item',
    'Cette compétence à ce palier figure déjà plus haut.',
    'This competency at this level already stands above.',
  );
