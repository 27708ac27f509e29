import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';

let app: TestApp;
let ladderId: LadderId;
beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
  ladderId = await app.given.ladder();
});
afterAll(() => app.stop());

interface Side {
  readonly employerId: OrganisationId;
  readonly centreId: OrganisationId;
  readonly hr: Caller;
  readonly centre: Caller;
  readonly tutor: Someone;
}

let ours: Side;
let theirs: Side;
beforeEach(async () => {
  [ours, theirs] = [await side(), await side()];
});

async function side(): Promise<Side> {
  const employerId = await app.given.organisation();
  const centreId = await app.given.organisation({ kind: 'training_centre' });
  return {
    employerId,
    centreId,
    hr: await app.as(await app.given.someone('hr', employerId)),
    centre: await app.as(await app.given.someone('centre_admin', centreId)),
    tutor: await app.given.someone('tutor', employerId),
  };
}

const outcome = ({ status, body }: { status: number; body: { code?: string } }) =>
  body.code ? `${status} ${body.code}` : `${status}`;

async function draft(
  by: Caller,
  alternant: Someone,
  employer: Side,
  centre: Side = employer,
): Promise<string> {
  const made = await by.post('/v1/contracts', {
    kind: 'apprenticeship',
    alternantId: alternant.personId,
    employerId: employer.employerId,
    trainingCentreId: centre.centreId,
    ladderId,
    startsOn: '2026-04-01',
    endsOn: '2027-08-31',
  });
  expect(outcome(made)).toBe('201');
  const url = `/v1/contracts/${made.body.id}`;
  const tutor = { personId: employer.tutor.personId, role: 'main_tutor', from: '2026-04-01' };
  await employer.hr.post(`${url}/mandates`, tutor);
  return url;
}

const sign = async (by: Caller, url: string) => outcome(await by.post(`${url}/sign`, { on: '2026-03-12' }));

/** Recorded by the employer, as an HR system does, beside the centre's own member. */
async function alternantOf(employer: Side, centre: Side | null = employer): Promise<Someone> {
  const person = await app.given.someone(centre ? 'alternant' : null, centre?.centreId ?? null);
  await app.given.membership(person, 'alternant', employer.employerId);
  return person;
}

test('a draft that names a stranger’s person, and its signature, do not block their employer', async () => {
  const person = await alternantOf(ours);
  const stolen = await draft(theirs.hr, person, theirs);
  const own = await draft(ours.hr, person, ours);

  expect(await sign(theirs.hr, stolen)).toBe('409 alternant_kept_elsewhere');
  expect(await sign(theirs.centre, stolen)).toBe('409 alternant_kept_elsewhere');
  expect(await sign(ours.hr, own)).toBe('200');
});

test('nor does one that names their centre beside a stranger’s employer: the centre signs that one', async () => {
  const person = await alternantOf(ours);
  const stolen = await draft(theirs.hr, person, theirs, ours);

  expect(await sign(theirs.hr, stolen)).toBe('409 alternant_kept_elsewhere');
  expect(await sign(ours.centre, stolen)).toBe('200');
});

test('whom only the centre keeps, or nobody, either side signs for', async () => {
  const ofCentre = await app.given.someone('alternant', ours.centreId);
  const nobodys = await app.given.someone(null);

  expect(await sign(ours.hr, await draft(ours.hr, ofCentre, ours))).toBe('200');
  expect(await sign(ours.hr, await draft(ours.hr, nobodys, ours))).toBe('200');
});

test('whoever left the other employer is free to be signed for', async () => {
  const person = await app.given.someone('alternant', ours.centreId);
  await app.given.membership(person, 'alternant', theirs.employerId, '2026-03-12');

  expect(await sign(ours.hr, await draft(ours.hr, person, ours))).toBe('200');
});

test('a stranger’s draft does not keep HR from disabling their tutor', async () => {
  await draft(theirs.hr, ours.tutor, theirs);
  const url = `/v1/people/${ours.tutor.personId}/account`;

  expect(outcome(await ours.hr.post(`${url}/disable`))).toBe('200');
  expect(outcome(await ours.hr.post(`${url}/enable`))).toBe('200');
});

test('the other organisation sees the draft at once, as before', async () => {
  const url = await draft(theirs.hr, await alternantOf(ours), theirs, ours);

  expect((await ours.centre.get(url)).body.status).toBe('draft');
});
