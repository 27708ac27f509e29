import { expect, test } from '@jest/globals';
import {
  bitsOf,
  openBadgeOf,
  stateOf,
  STATUS_BITS,
  statusListOf,
} from '../../../src/features/credentials/open-badge.rules.js';
import type { CredentialContent } from '../../../src/features/credentials/credentials.types.js';
import type { Instant } from '../../../src/kernel/days.js';

const BASE = 'https://palier.test';
const AT = '2026-03-12T08:00:00.123Z' as Instant;
const CONTENT = {
  id: 'c1',
  contractId: 'k1',
  ladderId: 'l1',
  level: 'simple tasks',
  levelTitle: 'Tâches simples',
  ladderTitle: 'DEAS',
  frameworkTitle: 'Aide-soignant',
  shownName: 'none',
  achievedAt: '2026-03-10T08:00:00.000Z',
  issuedAt: AT,
  revokedAt: null,
  statusList: 2,
  statusIndex: 77,
  isLost: false,
  centreId: 'o1',
  centreName: 'CFA',
  competencies: ['Repas', 'Toilette'],
  holderName: null,
} as unknown as CredentialContent;

test('a credential names its holder as they wish or not at all, and never their contract', () => {
  const bare = openBadgeOf(CONTENT, BASE);
  expect(bare).toMatchObject({
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    id: 'urn:uuid:c1',
    jti: 'urn:uuid:c1',
    sub: 'urn:uuid:c1#subject',
    iss: `${BASE}/v1/organisations/o1`,
    nbf: 1773302400,
    validFrom: '2026-03-12T08:00:00Z',
    awardedDate: '2026-03-10T08:00:00Z',
    credentialSubject: { achievement: { id: `${BASE}/v1/ladders/l1#simple%20tasks` } },
    credentialStatus: [
      {
        statusPurpose: 'revocation',
        statusListIndex: '77',
        statusListCredential: `${BASE}/v1/credentials/status/revocation/2`,
      },
      { statusPurpose: 'suspension', statusListIndex: '77' },
    ],
  });
  expect(JSON.stringify(bare)).toContain('Repas ; Toilette');
  expect(JSON.stringify(bare)).not.toMatch(/k1|identifier/);
  expect(openBadgeOf({ ...CONTENT, holderName: 'Inès Moreau' }, BASE)).toMatchObject({
    credentialSubject: {
      identifier: [
        { type: 'IdentityObject', hashed: false, identityHash: 'Inès Moreau', identityType: 'name' },
      ],
    },
  });
});

test('a list has as many bits however few are set, the first the highest of the first byte', () => {
  const bits = bitsOf([0, 9, STATUS_BITS - 1]);
  expect(bits).toHaveLength(16_384);
  expect([bits[0], bits[1], bits.at(-1)]).toEqual([0x80, 0x40, 0x01]);
  expect(bitsOf([]).every((byte) => byte === 0)).toBe(true);
  expect(statusListOf({ list: 1, purpose: 'suspension', encoded: 'H4', at: AT }, BASE)).toMatchObject({
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    credentialSubject: { statusPurpose: 'suspension', encodedList: 'uH4' },
    exp: 1773302400 + 600,
  });
});

test('what was taken back stays so, what was lost may come again', () => {
  expect(stateOf({ revokedAt: null, isLost: false })).toBe('valid');
  expect(stateOf({ revokedAt: null, isLost: true })).toBe('suspended');
  expect(stateOf({ revokedAt: AT, isLost: true })).toBe('revoked');
});
