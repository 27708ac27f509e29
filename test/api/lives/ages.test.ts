import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Town, type Life } from './life.js';

// Lives that differ by who the alternant is: their age, their rights, where they work.

let town: Town;
beforeAll(async () => {
  town = await Town.start();
});
beforeEach(() => town.app.clock.set('2025-08-20'));
afterAll(() => town.app.stop());

const at = (postcode: string) => ({
  isPublic: false,
  address: { street: 'rue Neuve', postcode, city: 'Ville' },
});
const NADIA = { givenName: 'Nadia', familyName: 'Moreau', phone: '+33612345678' };
/** A first contract of 35 hours a week in Paris, of somebody without any right of their own. */
const FIRST = {
  employer: at('75011'),
  alternant: { disabledWorker: false, topLevelAthlete: false, businessProject: false },
  terms: { contractType: '11', weeklyMinutes: 2100 },
};
const YEARS = { startsOn: '2025-09-01', endsOn: '2027-08-31' };

/** Who would sign, and what is warned of, were the week an hour or more longer. */
async function longerWeek(life: Life, effectiveOn: string, weeklyMinutes: number) {
  const { body } = await life.hr.post(life.at('amendments'), {
    effectiveOn,
    changes: { weeklyMinutes },
    previousNumber: '042202509120042',
    reason: 'Besoin du service',
  });
  return [
    body.awaits.includes('legal_representative'),
    body.warnings.map(({ code }: { code: string }) => code),
  ];
}

test('a minor of 16 is signed for, kept from long weeks and regulated work, paid more from 18, and comes of age', async () => {
  const life = await town.draft({ ...YEARS, birthDate: '2008-09-20' });
  await life.fill({ ...FIRST, terms: { contractType: '11', weeklyMinutes: 2460, riskyWork: true } });
  expect(await life.findings()).toEqual([
    'legal_representative_missing sign',
    'minor_week_long sign',
    'regulated_work_undeclared -',
  ]);
  await life.change({ legalRepresentative: NADIA });
  expect(await life.refusedToSign()).toEqual(['minor_week_long']);
  await life.fill({ terms: { weeklyMinutes: 2100 } });
  await life.sign();
  expect(await life.pay()).toEqual([
    '2025-09-01 · 27 % · 486.49',
    '2026-01-01 · 27 % · 492.22',
    '2026-06-01 · 27 % · 504.10',
    '2026-09-01 · 39 % · 728.14',
    '2026-10-01 · 51 % · 952.19',
  ]);
  life.on('2025-09-05');
  await life.deposit({ on: '2025-09-05', decision: 'accepted', decidedOn: '2025-09-05' });

  // At work: nine hours are too many; no lifting equipment before its declaration.
  life.on('2025-11-13');
  const written = await life.alternant.post(life.at('journal-entries'), {
    on: '2025-11-12',
    mission: 'meal',
    minutes: 540,
  });
  expect(written.body.warnings).toMatchObject([{ code: 'day_max' }]);
  const refusals = async () => {
    const { body } = await life.tutor.get(life.at('entitlements?mission=lift'));
    return body.data[0].reasons.map(({ code }: { code: string }) => code);
  };
  expect(await refusals()).toEqual(['regulated']);
  const declared = await town.hr.post(`/v1/organisations/${town.employerId}/declarations`, {
    declaredOn: '2025-11-13',
    ladderId: town.ladderId,
    missions: ['lift'],
  });
  expect(declared.status).toBe(201);
  expect([await refusals(), await life.findings()]).toEqual([[], []]);

  // On the eve of the birthday the representative still signs; from that day on they sign alone.
  life.on('2026-09-19');
  expect(await longerWeek(life, '2026-09-19', 2160)).toEqual([true, ['minor_hours_long']]);
  life.on('2026-09-20');
  expect(await longerWeek(life, '2026-10-01', 2160)).toEqual([false, []]);
  const { body: checks } = await life.hr.get(life.at('checks'));
  expect(checks.data.filter(({ code }: { code: string }) => code.startsWith('minor_'))).toEqual([]);
  life.on('2027-09-01');
  expect(await life.contract()).toMatchObject({ status: 'completed', flags: [] });
});

test('born on 29 February: older on 1 March of other years, and paid more from April', async () => {
  const life = await town.draft({ ...YEARS, birthDate: '2008-02-29' });
  await life.change({ legalRepresentative: NADIA });
  await life.fill(FIRST);
  await life.sign();
  expect((await life.pay()).slice(2)).toEqual([
    '2026-04-01 · 43 % · 783.91',
    '2026-06-01 · 43 % · 802.82',
    '2026-09-01 · 51 % · 952.19',
  ]);
  life.on('2026-02-28');
  expect(await longerWeek(life, '2026-04-01', 2160)).toEqual([true, []]);
  life.on('2026-03-01');
  expect(await longerWeek(life, '2026-04-01', 2160)).toEqual([false, []]);

  // Twenty-nine on the last of February, thirty the day after.
  const ofFirstDay = async (startsOn: string) => {
    const one = await town.draft({ birthDate: '1996-02-29', startsOn, endsOn: '2028-02-29' });
    await one.fill(FIRST);
    return one;
  };
  expect(await (await ofFirstDay('2026-02-28')).findings()).toEqual(['signature_late -']);
  const older = await ofFirstDay('2026-03-02');
  expect(await older.refusedToSign()).toEqual(['alternant_age_unusual']);
});

test('a disabled worker of 45 learns for 48 months; one of 19 is paid the third year in the fourth, or more', async () => {
  const four = { startsOn: '2025-09-01', endsOn: '2029-08-31' };
  const life = await town.draft({ ...four, birthDate: '1980-05-04' });
  await life.fill(FIRST);
  expect(await life.refusedToSign()).toEqual(['alternant_age_unusual', 'contract_long']);
  await life.fill({ alternant: { disabledWorker: true } });
  expect(await life.findings()).toEqual([]);
  await life.sign();
  expect((await life.pay())[0]).toBe('2025-09-01 · 100 % · 1801.80');

  const young = await town.draft({ ...four, birthDate: '2006-05-04' });
  await young.fill({ ...FIRST, alternant: { disabledWorker: true }, training: { cycleMonths: 36 } });
  const { body } = await young.hr.get(young.at('pay'));
  expect(body.periods.at(-1)).toMatchObject({ from: '2028-09-01', percent: 78, expectedPercent: 93 });
  await young.change({ endsOn: '2029-09-01' });
  expect(await young.refusedToSign()).toEqual(['contract_long']);
  young.on('2029-08-31');
  expect((await life.contract()).status).toBe('active');
});

test('an athlete of high level begins at 31, learns for 48 months, and is paid the third year in the fourth', async () => {
  const life = await town.draft({ birthDate: '1994-05-04', startsOn: '2025-09-01', endsOn: '2029-08-31' });
  await life.fill(FIRST);
  expect(await life.refusedToSign()).toEqual(['alternant_age_unusual', 'contract_long']);
  await life.fill({ alternant: { topLevelAthlete: true } });
  await life.sign();

  const young = await town.draft({ birthDate: '2006-05-04', startsOn: '2025-09-01', endsOn: '2028-08-31' });
  await young.fill({ ...FIRST, alternant: { topLevelAthlete: true } });
  await young.sign();
  const longer = { effectiveOn: '2028-09-01', changes: { endsOn: '2029-08-31' } };
  expect(await young.amend(longer)).toEqual([201, undefined]);
  expect((await young.pay()).slice(-2)).toEqual([
    '2027-09-01 · 78 % · 1456.28',
    '2028-09-01 · 78 % · 1456.28',
  ]);
  expect(await young.findings()).toEqual([]);
});

test.each<[string, string, string, string, string, string]>([
  ['Réunion', '97400', '2027-12-15', '2027-12-20', '2027-12-22', '504.10'],
  ['Mayotte', '97600', '2026-04-22', '2026-04-27', '2026-04-29', '382.07'],
])(
  'in %s (%s) the day of abolition is a holiday, for work and for delays; the SMIC is that of the place',
  async (_, postcode, startsOn, holiday, due, least) => {
    town.app.clock.set(startsOn);
    const birthDate = `${Number(startsOn.slice(0, 4)) - 17}-01-03`;
    const endsOn = `${Number(startsOn.slice(0, 4)) + 1}-12-14`;
    const life = await town.draft({ birthDate, startsOn, endsOn });
    await life.change({ legalRepresentative: NADIA });
    await life.fill({ ...FIRST, employer: at(postcode) });
    await life.sign();
    await life.plan();

    const { body } = await life.alternant.get(life.at(`calendar?from=${holiday}&to=${holiday}`));
    expect(body.days).toMatchObject([{ place: 'holiday', title: 'abolition de l’esclavage' }]);
    expect((await life.contract()).depositDueOn).toBe(due);
    const { body: checks } = await life.hr.get(life.at('checks'));
    const ofMinors = checks.data.find(({ code }: { code: string }) => code === 'minor_holidays');
    expect(ofMinors.detail).toMatch(/ni le (20 décembre|27 avril)\.$/);
    expect((await life.pay())[0]).toBe(`${startsOn} · 27 % · ${least}`);
  },
);
