import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

// Whom one person may tutor, where what the form, amendments and merges say meets.

let app: TestApp;
let employerId: OrganisationId;
let trainingCentreId: OrganisationId;
let ladderId: LadderId;
let hr: Caller;
let tutor: Someone;

beforeAll(async () => {
  app = await TestApp.start();
  employerId = await app.given.organisation();
  trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
  ladderId = await app.given.ladder();
  hr = await app.as(await app.given.someone('hr', employerId));
});
afterAll(() => app.stop());
beforeEach(async () => {
  app.clock.set('2026-03-12');
  tutor = await app.given.someone('tutor', employerId);
});

const draft = async (
  startsOn = '2026-04-01',
  until = '2028-04-01',
): Promise<GivenContract & { mandateId: string }> => {
  const contract = await app.given.contract({
    employerId,
    trainingCentreId,
    ladderId,
    startsOn,
    until,
    draft: true,
  });
  const { mandateId } = await app.given.mandate(contract, 'main_tutor', { from: startsOn, person: tutor });
  return { ...contract, mandateId };
};
const sign = ({ contractId }: GivenContract) => hr.post(`/v1/contracts/${contractId}/sign`);
const fill = async ({ contractId }: GivenContract, body: object) =>
  expect((await hr.patch(`/v1/contracts/${contractId}/form`, body, { 'if-match': '*' })).status).toBe(200);

test('a type of contract that was typed by mistake, and put right, gives no further place', async () => {
  for (let signed = 0; signed < 2; signed++) expect((await sign(await draft())).status).toBe(200);
  const third = await draft();
  await fill(third, { terms: { contractType: '33' } });
  await fill(third, { terms: { contractType: '11' } });

  expect((await sign(third)).body.code).toBe('tutor_over_capacity');
});

test('whoever repeats by an amendment after an exam that was failed comes beside two others', async () => {
  const first = await draft('2025-09-01', '2026-08-01');
  await fill(first, { terms: { contractType: '11' } });
  const signed = await sign(first);
  expect([signed.status, signed.body.findings]).toEqual([200, undefined]);
  for (let signed = 0; signed < 2; signed++)
    expect((await sign(await draft('2026-09-01', '2028-09-01'))).status).toBe(200);
  app.clock.set('2026-07-15');
  const prolong = async (extra: object) => {
    const made = await hr.post(`/v1/contracts/${first.contractId}/amendments`, {
      effectiveOn: '2026-08-01',
      changes: { endsOn: '2027-07-31', ...extra },
      reason: 'Échec à l’examen',
    });
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    return hr.post(`/v1/amendments/${made.body.id}/signatures`, { paperSignedByAll: true });
  };

  expect((await prolong({})).body.code).toBe('tutor_over_capacity');
  expect((await prolong({ extension: 'failed_exam' })).body).toMatchObject({ status: 'signed' });
});

test('what the team was is told alike ever after, and the list of tutors judges as the mandate does', async () => {
  const platform = await app.as(await app.given.someone('platform_admin'));
  const contract = await draft();
  const team = async (day: string) =>
    (await hr.get(`/v1/contracts/${contract.contractId}/team?at=${day}`)).body.members[0];
  const proof = { employerId, kind: 'experience', months: 18, checkedOn: '2026-03-01' };
  await fill(contract, { employer: { isPublic: false, idcc: '0413' } });
  const rule = {
    idcc: '0413',
    from: '2026-01-01',
    to: '2026-06-30',
    monthsWithoutDiploma: 12,
    source: 'Accord',
  };
  const made = await platform.post('/v1/tutor-branch-rules', rule);
  expect(made.status).toBe(201);
  const { code } = (
    await app.owner.query(
      `select f.code from frameworks f join ladders l on l.framework_id = f.id where l.id = $1`,
      [ladderId],
    )
  ).rows[0];
  await hr.post(`/v1/people/${tutor.personId}/tutor-qualifications`, { ...proof, frameworkCode: code });
  app.clock.set('2026-04-10');
  const then = await team('2026-04-05');
  expect(then.eligibility).toBe('eligible');
  expect((await sign(contract)).status).toBe(200);

  app.clock.set('2026-08-01');
  const one = await hr.get(`/v1/mandates/${contract.mandateId}/eligibility`);
  const listed = await hr.get(`/v1/tutors?employerId=${employerId}`);
  const mine = listed.body.data.find(
    ({ person }: { person: { id: string } }) => person.id === tutor.personId,
  );
  expect(mine.contracts[0].eligibility).toBe(one.body.eligibility);

  await platform.post(`/v1/tutor-branch-rules/${made.body.id}/withdrawals`);
  app.clock.set('2026-08-02');
  expect(await team('2026-04-05')).toEqual(then);
});
