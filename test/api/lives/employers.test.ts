import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Town } from './life.js';

// Lives that differ by the employer and the kind of contract.

let town: Town;
beforeAll(async () => {
  town = await Town.start();
});
afterAll(() => town.app.stop());

const PARIS = { street: 'rue Neuve', postcode: '75011', city: 'Paris' };
const NO_RIGHT = { disabledWorker: false, topLevelAthlete: false, businessProject: false };

test('a public hospital signs for a fixed term, with a tutor of two years; silence of the State accepts the deposit', async () => {
  town.app.clock.set('2025-08-20');
  const hospital = await town.otherEmployer();
  const life = await town.draft({
    ...hospital,
    birthDate: '2005-05-04',
    startsOn: '2025-09-01',
    endsOn: '2027-08-31',
  });
  const tutor = { personId: life.tutorIs.personId, jobHeld: 'Aide-soignante', sameField: false };
  await life.fill({
    employer: { isPublic: true, employerType: '22', headcount: 900, address: PARIS },
    alternant: NO_RIGHT,
    terms: { contractMode: '2', contractType: '11', weeklyMinutes: 2940 },
    tutors: [{ ...tutor, experienceMonths: 23 }],
  });
  expect(await life.refusedToSign()).toEqual(['public_employer_fixed_term', 'tutor_not_eligible']);
  await life.fill({ terms: { contractMode: '1' }, tutors: [{ ...tutor, experienceMonths: 24 }] });
  // Forty-nine hours a week are long, and stop nothing.
  expect(await life.findings()).toEqual(['week_long -']);
  await life.sign();

  expect((await life.contract()).depositDueOn).toBe('2025-09-06');
  life.on('2025-09-05');
  const sent = await life.deposit({ on: '2025-09-05', number: 'CELIA-1' });
  expect(sent).toMatchObject({ state: 'awaiting', isLate: false, answerDueOn: '2025-09-25' });
  life.on('2025-09-25');
  expect((await life.deposit()).state).toBe('awaiting');
  life.on('2025-09-26');
  expect(await life.deposit()).toMatchObject({
    rule: 'deposit.public.max',
    state: 'accepted',
    isBySilence: true,
  });
  life.on('2027-09-01');
  expect((await life.contract()).status).toBe('completed');
});

test('professionalisation: a tuteur follows three, pay goes by age, a trial period of days, silence funds it', async () => {
  town.app.clock.set('2025-08-20');
  const tutor = await town.app.given.someone('tutor', town.employerId);
  const year = { startsOn: '2025-09-01', endsOn: '2026-08-31', tutor } as const;
  const life = await town.draft({ ...year, birthDate: '2005-02-10', kind: 'professionalisation' });
  const { personId } = tutor;
  await life.fill({
    employer: { isPublic: false, address: PARIS },
    terms: { weeklyMinutes: 2100 },
    training: { hours: 239 },
    professionalisation: { nature: 'fixed_term', trialDays: 45 },
    tutors: [{ personId, experienceMonths: 23 }],
  });
  expect(await life.findings()).toEqual([
    'tutor_not_eligible sign',
    'training_share_low -',
    'trial_period_long -',
  ]);
  expect(await life.refusedToSign()).toEqual(['tutor_not_eligible']);
  await life.fill({
    tutors: [{ personId, experienceMonths: 24 }],
    training: { hours: 245 },
    professionalisation: { trialDays: 30 },
  });
  expect(await life.findings()).toEqual([]);
  await life.sign();
  expect(await life.pay()).toEqual([
    '2025-09-01 · 55 % · 990.99',
    '2026-01-01 · 55 % · 1002.67',
    '2026-03-01 · 70 % · 1276.13',
    '2026-06-01 · 70 % · 1306.92',
  ]);

  // Two more, of either kind; and no fourth.
  const other = (kind: 'apprenticeship' | 'professionalisation') =>
    town.draft({ ...year, birthDate: '2004-02-10', kind });
  await (await other('apprenticeship')).sign();
  await (await other('professionalisation')).sign();
  expect(await (await other('apprenticeship')).refusedToSign()).toEqual(['tutor_over_capacity']);
  expect(await (await other('professionalisation')).refusedToSign()).toEqual(['tutor_over_capacity']);

  const { body: trial } = await life.hr.get(life.at('trial-period'));
  expect(trial).toMatchObject({ length: 30, endsOn: '2025-09-30', countedIn: 'calendar', isCertain: true });
  life.on('2025-09-06');
  expect(await life.deposit({ on: '2025-09-05' })).toMatchObject({ dueOn: '2025-09-06', isLate: false });
  life.on('2025-09-26');
  expect(await life.deposit()).toMatchObject({ state: 'accepted', isBySilence: true });
  const ended = await life.terminate({ on: '2025-10-01', cause: 'trial_period', initiator: 'employer' });
  expect(ended).toEqual([200, ['end_to_announce']]);
  expect((await life.contract()).accompaniedUntil).toBeNull();
  // The place is free again from then on.
  await (await town.draft({ ...year, startsOn: '2025-10-01', birthDate: '2004-02-10' })).sign();
});

const SECOND_YEAR = ['61 %', '1138.89'];

test('an employer is taken over: one amendment, and the contract goes on with the new one', async () => {
  town.app.clock.set('2025-08-20');
  const first = await town.draft({
    birthDate: '2004-12-04',
    startsOn: '2025-09-01',
    endsOn: '2027-08-31',
  });
  await first.fill({
    alternant: NO_RIGHT,
    terms: { contractType: '11', weeklyMinutes: 2100 },
    employer: { isPublic: false, address: PARIS },
  });
  await first.sign();
  await first.plan();
  const pay = await first.pay();
  first.on('2027-03-10');
  await first.tutor.post(first.at('observations'), {
    observedOn: '2027-03-09',
    items: [{ competency: 'C6', level: 'observation', outcome: 'performed' }],
  });

  const buyer = await town.otherEmployer();
  const tutor = await town.app.given.someone('tutor', buyer.employerId);
  const changes = { employerId: buyer.employerId };
  const made = await first.hr.post(first.at('amendments'), {
    effectiveOn: '2027-04-01',
    changes,
    reason: 'Reprise de l’activité',
  });
  expect([made.status, made.body.awaits]).toEqual([
    201,
    ['employer', 'training_centre', 'alternant', 'new_employer'],
  ]);
  const signatures = `/v1/amendments/${made.body.id}/signatures`;
  const accepted = await buyer.hr.post(signatures, { mainTutorId: tutor.personId });
  expect([accepted.status, accepted.body.awaits]).toEqual([
    201,
    ['employer', 'training_centre', 'alternant'],
  ]);
  const signed = await first.admin.post(signatures, { paperSignedByAll: true });
  expect([signed.status, signed.body.code, signed.body.status]).toEqual([201, undefined, 'signed']);

  const next = first.goingOnAs(signed.body.transfer.contractId, buyer.hr, await town.app.as(tutor));
  expect(await next.contract()).toMatchObject({
    status: 'signed',
    startsOn: '2027-04-01',
    endsOn: '2027-08-31',
    continuationOf: first.id,
  });
  expect((await first.contract()).status).toBe('active');
  expect((await next.hr.get(next.at('prior-facts'))).body.data).toEqual([]);

  next.on('2027-04-01');
  expect([(await first.contract()).status, (await next.contract()).status]).toEqual(['terminated', 'active']);
  // Five months are left, and no rule is broken: it began long before.
  expect(await next.findings()).toEqual([]);
  const { body: ladder } = await next.alternant.get(next.at('ladder'));
  expect(ladder.levels[0].requirements[0].evidence.observations.have).toBe(1);
  expect((await next.hr.get(next.at('prior-facts'))).body.data).toHaveLength(1);
  expect((await next.hr.get(next.at('calendar'))).body.days).not.toHaveLength(0);
  // Pay goes on in its year, the trial period does not begin again, and the amendment is deposited.
  const stretches = [...pay.slice(-1), ...(await next.pay())];
  expect(stretches.map((one) => one.split(' · ').slice(1))).toEqual([SECOND_YEAR, SECOND_YEAR]);
  expect((await next.hr.get(next.at('trial-period'))).body).toMatchObject({
    endsOn: null,
    unknown: 'began_before',
  });
  expect(await next.deposit()).toMatchObject({ state: 'not_deposited', dueOn: '2027-04-07' });
});
