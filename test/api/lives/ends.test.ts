import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Town, type Life } from './life.js';

// Lives that end before their day, after it, or go on elsewhere.

let town: Town;
beforeAll(async () => {
  town = await Town.start();
});
afterAll(() => town.app.stop());

const FORM = {
  employer: { isPublic: false, address: { street: 'rue Neuve', postcode: '75011', city: 'Paris' } },
  alternant: { disabledWorker: false, topLevelAthlete: false, businessProject: false },
  terms: { contractType: '11', weeklyMinutes: 2100 },
};
const YEARS = { birthDate: '2006-09-04', startsOn: '2025-09-01', endsOn: '2027-08-31' };

async function begun(values: object = {}, training: object = {}): Promise<Life> {
  town.app.clock.set('2025-08-20');
  const life = await town.draft({ ...YEARS, ...values });
  await life.fill({ ...FORM, training });
  await life.sign();
  return life;
}
const trialOf = async (life: Life) => (await life.hr.get(life.at('trial-period'))).body;

test('broken after the 45th day worked, sick days and weeks at the centre left out: free, without a warning', async () => {
  const life = await begun();
  await life.plan();
  life.on('2025-10-20');
  expect((await trialOf(life)).endsOn).toBe('2025-12-01');
  const sick = { from: '2025-10-13', to: '2025-10-14', kind: 'sick_leave' };
  expect((await life.hr.post(life.at('absences'), sick)).status).toBe(201);
  expect(await trialOf(life)).toMatchObject({ endsOn: '2025-12-03', daysUsed: 24 });

  // The letter of the 45th day is recorded on the next.
  life.on('2025-12-04');
  const ended = await life.terminate({
    on: '2025-12-04',
    cause: 'trial_period',
    initiator: 'alternant',
  });
  expect(ended).toEqual([200, ['end_to_announce']]);
  expect(await life.contract()).toMatchObject({
    status: 'terminated',
    endedOn: '2025-12-04',
    trialDaysUsed: 45,
    accompaniedUntil: '2026-06-03',
  });
  const next = await town.draft({
    ...YEARS,
    ...(await town.otherEmployer()),
    alternant: life.alternantIs,
    startsOn: '2025-12-04',
  });
  await next.sign();
});

test('after the 46th day it is refused, with its article; both agree instead, in writing', async () => {
  const life = await begun();
  await life.plan();
  life.on('2025-12-02');
  const out = { on: '2025-12-03', initiator: 'employer' };
  const refused = await life.hr.post(life.at('terminate'), { ...out, cause: 'trial_period' });
  expect([refused.status, refused.body.code, refused.body.errors]).toMatchObject([
    409,
    'end_not_grounded',
    [{ code: 'trial_period_over', detail: expect.stringContaining('L6222-18') }],
  ]);
  expect(await life.terminate({ ...out, cause: 'other' })).toEqual([409, ['ground_not_listed']]);
  const { body: grounds } = await life.hr.get(life.at('termination-grounds?on=2025-12-03'));
  const closed = grounds.data.filter(({ open }: { open: boolean }) => !open);
  expect(closed.map(({ cause }: { cause: string }) => cause)).toEqual(['trial_period', 'other']);

  const agreed = { cause: 'mutual_agreement', initiator: 'both', agreementSignedOn: '2025-12-02' };
  expect(await life.terminate({ ...agreed, on: '2025-12-03' })).toEqual([200, ['end_to_announce']]);
  life.on('2025-12-03');
  expect(await life.contract()).toMatchObject({ status: 'terminated', cause: 'mutual_agreement' });
});

const afterFailedExam = (effectiveOn: string, endsOn: string) => ({
  effectiveOn,
  type: '33',
  previousNumber: '042202509120042',
  changes: { endsOn, extension: 'failed_exam' },
});

test('after a failed exam it is a year longer, at the pay of the last year, beside the two whom the tutor follows', async () => {
  const life = await begun();
  const { tutorIs: tutor } = life;
  const second = { birthDate: '2004-02-10', startsOn: '2026-09-01', endsOn: '2028-08-31', tutor };
  await (await town.draft(second)).sign();
  life.on('2027-06-20');
  // A place was free in September: somebody else has signed for it.
  const third = { ...second, startsOn: '2027-09-01', endsOn: '2029-08-31' };
  await (await town.draft(third)).sign();

  expect(await life.amend(afterFailedExam('2027-09-01', '2028-09-01'))).toEqual([422, 'extension_too_long']);
  expect(await life.amend(afterFailedExam('2027-09-01', '2028-08-31'))).toEqual([201, undefined]);
  // The second year goes on, by the age of then.
  expect((await life.pay()).slice(-2)).toEqual(['2026-09-01 · 51 % · 952.19', '2027-10-01 · 61 % · 1138.89']);
  expect(await (await town.draft(third)).refusedToSign()).toEqual(['tutor_over_capacity']);
  const { body: tutors } = await life.hr.get(`/v1/tutors?employerId=${town.employerId}&on=2027-09-01`);
  const ofTutor = tutors.data.find((one: { person: { id: string } }) => one.person.id === tutor.personId);
  expect(ofTutor.places[0]).toMatchObject({ apprenticeship: 0, repeating: 0 });
  life.on('2028-08-31');
  expect((await life.contract()).status).toBe('active');
  life.on('2028-09-01');
  expect((await life.contract()).status).toBe('completed');
});

test('a contract of three years is prolonged to four, and nothing says that it is too long', async () => {
  const life = await begun({ endsOn: '2028-08-31' }, { endsOn: '2028-07-05', cycleMonths: 36 });
  life.on('2028-06-20');
  expect(await life.amend(afterFailedExam('2028-09-01', '2029-08-31'))).toEqual([201, undefined]);
  expect(await life.findings()).toEqual(['deposit_late -']);
  expect((await life.pay()).at(-1)).toBe('2027-10-01 · 78 % · 1456.28');
  const shorter = { effectiveOn: '2028-10-01', changes: { weeklyMinutes: 1680 } };
  expect(await life.amend(shorter)).toEqual([201, undefined]);
  expect((await life.pay()).at(-1)).toBe('2028-10-01 · 78 % · 1165.02');
});

test('broken, accompanied for six months, continued with another employer: short, and what was learned counts', async () => {
  const life = await begun();
  life.on('2026-12-15');
  const observed = await life.tutor.post(life.at('observations'), {
    observedOn: '2026-12-14',
    items: [{ competency: 'C6', level: 'observation', outcome: 'performed' }],
  });
  expect(observed.status).toBe(201);
  const agreed = { cause: 'mutual_agreement', initiator: 'both', agreementSignedOn: '2026-12-15' };
  expect((await life.terminate({ ...agreed, on: '2027-01-01' }))[0]).toBe(200);
  life.on('2027-04-20');
  expect((await life.contract()).accompaniedUntil).toBe('2027-06-30');

  const next = await town.draft({
    ...YEARS,
    ...(await town.otherEmployer()),
    alternant: life.alternantIs,
    startsOn: '2027-05-01',
    continuationOf: life.id,
  });
  await next.fill({ ...FORM, training: { startsOn: '2025-09-01', hours: 100, cycleMonths: 24 } });
  expect(await next.findings()).toEqual(['contract_short sign', 'training_share_low -']);
  await next.fill({ terms: { contractType: '23', previousNumber: '042202509120042' } });
  expect(await next.findings()).toEqual([]);
  const { body: pay } = await next.hr.get(next.at('pay'));
  expect(pay.periods).toMatchObject([{ from: '2027-05-01', percent: 43, expectedPercent: 51 }]);
  await next.sign();

  next.on('2027-05-10');
  const { body: prior } = await next.hr.get(next.at('prior-contracts'));
  expect(prior.data).toMatchObject([{ contractId: life.id }]);
  const { body: ladder } = await next.alternant.get(next.at('ladder'));
  expect(ladder.levels[0].requirements[0]).toMatchObject({
    competency: 'C6',
    evidence: { observations: { have: 1 } },
  });
  next.on('2027-09-01');
  expect((await next.contract()).status).toBe('completed');
});
