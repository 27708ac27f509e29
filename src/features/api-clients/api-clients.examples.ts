export const API_CLIENTS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'ApiClientBody.name': 'SIRH des Tilleuls',
  'ApiClientResponse.name': 'SIRH des Tilleuls',
  'ApiClientWithSecretResponse.name': 'SIRH des Tilleuls',
  'ApiClientResponse.revokedBy': null,
  'ApiClientWithSecretResponse.revokedBy': null,
  'ApiClientGrantResponse.apiClientName': 'SIRH des Tilleuls',
  'EstablishmentResponse.name': 'EHPAD Les Tilleuls',
  'TokenResponse.expires_in': 900,
};
