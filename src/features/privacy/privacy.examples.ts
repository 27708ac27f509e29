import type { AppError } from '../../kernel/errors.js';
import { erasureObstructed } from './erasures/erasures.errors.js';

export const PRIVACY_EXAMPLES: Readonly<Record<string, unknown>> = {
  'FileReaderResponse.name': 'Claire Petit',
  'ErasureBody.reason': 'À la demande de l’intéressée',
  'ErasureWithdrawalBody.reason': 'Dossier à garder jusqu’au contrôle de service fait',
  'ErasureResponse.reason': 'À la demande de l’intéressée',
  'ErasureResponse.obstacles': [],
  'ErasureResponse.withdrawnAt': null,
  'ErasureResponse.withdrawnBy': null,
  'ErasureResponse.withdrawalReason': null,
  'ErasureResponse.doneAt': null,
  'ErasurePlanResponse.obstacles': [],
  'ErasedSectionResponse.section': 'sign_offs',
  'ErasedSectionResponse.title': 'Validations',
};

export const PRIVACY_REFUSALS: readonly AppError[] = [erasureObstructed(['contract_runs'])];
