export const CREDENTIALS_EXAMPLES: Readonly<Record<string, unknown>> = {
  CredentialBody: { level: 'observation', shownName: 'usual' },
  'CredentialResponse.level': 'observation',
  'CredentialResponse.levelTitle': 'Observation',
  'CredentialResponse.revokedAt': null,
  'SignedCredentialResponse.level': 'observation',
  'SignedCredentialResponse.levelTitle': 'Observation',
  'SignedCredentialResponse.revokedAt': null,
  'SignedCredentialResponse.jwt':
    'eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdGkiOiJ1cm46dXVpZDowMTkifQ.c2lnbmF0dXJl',
};
