import { expect, test } from '@jest/globals';
import { requireRepresentative } from '../../../src/features/api-clients/api-clients.policy.js';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { codeOf } from '../mandates/team.js';

const [home, other] = ['home', 'other'] as [OrganisationId, OrganisationId];
const nobody = { isPlatformAdmin: false, hrOf: [], centreAdminOf: [] };

test.each([
  ['the HR of the organisation', { hrOf: [other, home] }, null],
  ['the administrator of the centre', { centreAdminOf: [home] }, null],
  ['the administrator of the platform', { isPlatformAdmin: true }, null],
  ['the HR of another organisation', { hrOf: [other] }, 'forbidden'],
  ['the administrator of another centre', { centreAdminOf: [other] }, 'forbidden'],
  ['somebody who acts for nobody', {}, 'forbidden'],
])('a client for an organisation, made by %s: %s', (_, values, code) => {
  expect(codeOf(() => requireRepresentative({ ...nobody, ...values }, home))).toBe(code);
});
