import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller, type TestResponse } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

// Today is 12 March 2026. Of people of two roles, and of programs that correct what they do not give.

let app: TestApp;
let contract: GivenContract;
let hrIs: Someone;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  contract = await app.given.contract({ birthDate: '2009-05-04' });
  hrIs = await app.given.someone('hr', contract.employerId);
});

const stated = ({ status, body }: TestResponse) => (body.code ? `${status} ${body.code}` : `${status}`);
const patchOf = async (by: Caller, { personId }: Someone, body: object) => {
  const read = await by.get(`/v1/people/${personId}`);
  return stated(await by.patch(`/v1/people/${personId}`, body, { 'if-match': read.headers['etag'] ?? '' }));
};

test('a client shortens a role of HR at either end, without being told that it failed; it lengthens neither', async () => {
  const client = app.asClient(await app.given.apiClient(contract.employerId, { maker: hrIs }));
  const colleague = await app.given.someone('hr', contract.employerId);
  const patch = (days: object) =>
    patchOf(client, colleague, {
      memberships: [{ organisationId: contract.employerId, role: 'hr', ...days }],
    });

  expect(await patch({ from: '2026-01-01' })).toBe('200');
  expect(await patch({ from: '2025-12-31' })).toBe('403 person_required');
  expect(await patch({ from: '2026-02-01', to: '2026-12-31' })).toBe('200');
  expect(await patch({ from: '2026-01-01', to: '2026-11-30' })).toBe('403 person_required');
  expect(await patch({ from: '2026-03-01', to: '2026-11-30' })).toBe('200');
});

test('as the role of the API, a client moves no first day of HR back', async () => {
  const client = await app.given.apiClient(contract.employerId, { maker: hrIs });
  const colleague = await app.given.someone(null);
  await app.given.membership(colleague, 'hr', contract.employerId, '2026-12-31', '2026-03-01');
  const attempt = async (set: string) => {
    await app.owner.query('begin');
    try {
      await app.owner.query('set local role palier_api');
      await app.owner.query(`select app.set_actor('client', $1, $2, '2026-03-12T08:00:00Z')`, [
        client.clientId,
        contract.employerId,
      ]);
      await app.owner.query(`update memberships set ${set} where person_id = '${colleague.personId}'`);
      return 'done';
    } catch (error) {
      return (error as { code?: string }).code;
    } finally {
      await app.owner.query('rollback');
    }
  };

  expect(await attempt(`from_day = '2026-03-02'`)).toBe('done');
  expect(await attempt(`from_day = '2026-02-28'`)).toBe('42501');
  expect(await attempt(`from_day = null, until_day = '2026-12-01'`)).toBe('42501');
});

test('nobody corrects the birth date that they themselves signed with, whatever else they are', async () => {
  const { alternant, trainingCentreId } = contract;
  await app.given.membership(alternant, 'centre_admin', trainingCentreId);
  const self = await app.as({ ...alternant, roles: ['alternant', 'centre_admin'] });
  const client = app.asClient(await app.given.apiClient(trainingCentreId, { maker: alternant }));
  const older = { birthDate: '1999-05-04', reason: 'Erreur de saisie' };

  expect(await patchOf(self, alternant, older)).toBe('403 identity_protected');
  expect(await patchOf(client, alternant, older)).toBe('403 identity_protected');
  await app.given.membership(alternant, 'platform_admin', null);
  const mighty = await app.as({ ...alternant, roles: ['alternant', 'platform_admin'] });
  expect(await patchOf(mighty, alternant, older)).toBe('403 identity_protected');

  const colleague = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  expect(await patchOf(colleague, alternant, older)).toBe('200');
});

test('nobody acts for a side on their own contract, nor lets a program of theirs', async () => {
  const { alternant, employerId, trainingCentreId } = contract;
  await app.given.membership(alternant, 'hr', employerId);
  await app.given.membership(alternant, 'centre_admin', trainingCentreId);
  const self = await app.as({ ...alternant, roles: ['alternant', 'hr', 'centre_admin'] });
  const client = app.asClient(await app.given.apiClient(employerId, { maker: alternant }));
  const colleague = await app.given.someone('tutor', employerId);
  const acts: [string, object][] = [
    ['suspend', { on: '2026-03-10' }],
    ['terminate', { on: '2026-03-10', cause: 'mutual_agreement', initiator: 'both' }],
    ['mandates', { personId: colleague.personId, role: 'co_tutor', from: '2026-03-12' }],
  ];

  for (const [act, body] of acts) {
    const url = `/v1/contracts/${contract.contractId}/${act}`;
    expect([act, (await self.post(url, body)).status]).toEqual([act, 403]);
    expect([act, (await client.post(url, body)).status]).toEqual([act, 403]);
  }
});
