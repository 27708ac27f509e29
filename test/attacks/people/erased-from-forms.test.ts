import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { ErasuresService } from '../../../src/features/privacy/erasures/erasures.service.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

// Whoever is made nobody stands in no form any more, whichever record or whichever draft it was filled for.

let app: TestApp;
let employerId: OrganisationId;
let trainingCentreId: OrganisationId;
let hr: Caller;
let platform: Caller;
let contract: GivenContract;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  employerId = await app.given.organisation();
  trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employerId));
  platform = await app.as(await app.given.someone('platform_admin'));
  contract = await app.given.contract({
    employerId,
    trainingCentreId,
    startsOn: '2026-04-01',
    until: '2028-04-01',
    draft: true,
  });
});

const url = () => `/v1/contracts/${contract.contractId}`;
const fill = async (body: object) =>
  expect((await hr.patch(`${url()}/form`, body, { 'if-match': '*' })).status).toBe(200);
const erase = async ({ personId }: Someone) => {
  const asked = await platform.post(`/v1/people/${personId}/erasures`, { reason: 'Demande' });
  expect([asked.status, asked.body.obstacles ?? []]).toEqual([201, []]);
  app.clock.set('2026-05-12');
  expect(await app.nest.get(ErasuresService, { strict: false }).carryOutDue()).toBe(1);
};
const formsThatSay = async (word: string) =>
  (await app.owner.query(`select from contract_forms f where f.content::text ilike $1`, [`%${word}%`]))
    .rowCount;

test('a tutor who was recorded twice', async () => {
  const duplicate = await app.given.mandate(contract, 'main_tutor', {
    from: '2026-04-01',
    until: '2026-04-10',
  });
  const kept = await app.given.someone('tutor', employerId);
  await fill({
    tutors: [{ personId: duplicate.personId, jobHeld: 'Oiselière', diplomaTitle: 'DE de Quetzal' }],
  });
  await app.owner.query('delete from accounts where person_id = $1', [duplicate.personId]);
  const merged = await hr.post(`/v1/people/${kept.personId}/merges`, {
    duplicateId: duplicate.personId,
    reason: 'doublon',
  });
  expect(merged.status).toBe(201);
  app.clock.set('2026-04-11');
  expect(await formsThatSay('Quetzal')).toBe(1);

  await erase(kept);

  expect(await formsThatSay('Quetzal')).toBe(0);
});

test('the former alternant of a draft', async () => {
  const former = await app.given.someone('alternant', trainingCentreId);
  const drafted = await hr.post('/v1/contracts', {
    kind: 'apprenticeship',
    alternantId: former.personId,
    employerId,
    trainingCentreId,
    ladderId: contract.ladderId,
    startsOn: '2026-04-01',
    endsOn: '2028-03-31',
  });
  contract = { ...contract, contractId: drafted.body.id };
  await fill({ alternant: { lastDiplomaTitle: 'Bac Nandou', disabledWorker: true } });
  const other = await app.given.someone('alternant', trainingCentreId);
  const { headers } = await hr.get(url());
  const changed = await hr.patch(
    url(),
    { alternantId: other.personId },
    { 'if-match': String(headers['etag']) },
  );
  expect(changed.status).toBe(200);
  expect(await formsThatSay('Nandou')).toBe(1);

  await erase(former);

  expect(await formsThatSay('Nandou')).toBe(0);
});
