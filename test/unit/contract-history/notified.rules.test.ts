import { expect, test } from '@jest/globals';
import { kindOf } from '../../../src/features/contract-history/notified.rules.js';

test.each([
  ['sign_off.revoked', {}, 'revocation'],
  ['level.locked', { level: 'autonomy' }, 'fallback'],
  ['level.reopened', {}, 'fallback'],
  ['level.opened', {}, 'level_opened'],
  ['level.achieved', {}, null],
  ['concern.raised', { severity: 'high' }, 'concern_high'],
  ['concern.raised', { severity: 'low' }, 'concern_low'],
  [
    'observation.recorded',
    { items: [{ beyondEntitlement: false }, { beyondEntitlement: true }] },
    'beyond_entitlement',
  ],
  ['observation.recorded', { items: [{ beyondEntitlement: false }] }, null],
  [
    'observation.recorded',
    { items: [{ beyondEntitlement: true }], proposesRevocation: true },
    'revocation_proposed',
  ],
  ['observation.recorded', {}, null],
  ['journal_entry.recorded', { beyondEntitlement: true }, 'beyond_entitlement'],
  ['journal_entry.recorded', { beyondEntitlement: false }, null],
  ['sign_off_request.submitted', {}, 'request_awaited'],
  ['dispute.opened', {}, 'dispute_opened'],
  ['dispute.ruled', {}, 'dispute_ruled'],
  ['sign_off_request.decided', {}, 'request_answered'],
  ['contract.ladder_changed', {}, 'ladder_changed'],
  ['contract.step_corrected', {}, 'corrected'],
  ['observation.withdrawn', { observationId: 'o' }, 'corrected'],
  ['observation.withdrawn', { observationId: 'o', revocationId: 'r' }, null],
  ['contract.step_withdrawn', {}, 'corrected'],
  ['mandate.absence_ended', {}, 'corrected'],
  ['assignment.ended', {}, 'corrected'],
  ['resumption.withdrawn', {}, 'corrected'],
  ['attestation.withdrawn', {}, 'corrected'],
  ['sign_off.recorded', {}, null],
  ['contract.signed', {}, null],
  ['toString', {}, null],
])('%s %j tells people of %s', (type, data, kind) => {
  expect(kindOf({ type, data })).toBe(kind);
});
