import { SIGN_OFF, sentItems, sentResults, signOffItem } from '../../platform/openapi/example-world.js';

export const SIGN_OFFS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'SignOffResponse.id': SIGN_OFF,
  'SignOffResponse.nextStep': null,
  'SignOffResponse.reason': null,
  'SignOffResponse.revokedBy': null,
  SignOffsBody: { observedOn: '2026-03-12', observation: true, items: [signOffItem] },
  SignOffBatchBody: { items: sentItems },
  SignOffBatchResponse: { results: sentResults },
};
