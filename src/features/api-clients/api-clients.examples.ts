import {
  administratorMissing,
  clientEnded,
  invalidClient,
  invalidRequest,
  invalidScope,
  unsupportedGrantType,
} from './api-clients.errors.js';
import type { AppError } from '../../kernel/errors.js';
export const API_CLIENTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'ApiClientBody.name': 'SIRH des Tilleuls',
  'ApiClientResponse.name': 'SIRH des Tilleuls',
  'ApiClientWithSecretResponse.name': 'SIRH des Tilleuls',
  'ApiClientResponse.revokedBy': null,
  'ApiClientWithSecretResponse.revokedBy': null,
  'TokenResponse.expires_in': 900,
};

export const API_CLIENTS_REFUSALS: readonly AppError[] = [
  administratorMissing(),
  invalidClient(),
  invalidRequest(),
  unsupportedGrantType(),
  invalidScope(),
  clientEnded(),
];
