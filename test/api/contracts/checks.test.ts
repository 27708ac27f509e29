import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';

let app: TestApp;
let employerId: OrganisationId;
let trainingCentreId: OrganisationId;
let hr: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  employerId = await app.given.organisation();
  trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
  hr = await app.as(await app.given.someone('hr', employerId));
  admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
});
beforeEach(() => app.clock.set('2026-03-12'));
afterAll(() => app.stop());

/** A draft with a main tutor, of somebody of 14 on the first day unless told. */
async function draft(values: Parameters<TestApp['given']['contract']>[0] = {}): Promise<GivenContract> {
  const contract = await app.given.contract({
    employerId,
    trainingCentreId,
    startsOn: '2026-04-01',
    until: '2028-04-01',
    draft: true,
    birthDate: '2011-04-02',
    ...values,
  });
  await app.given.mandate(contract, 'main_tutor', { from: '2026-04-01' });
  const representative = { givenName: 'Nadia', familyName: 'Moreau', email: null, phone: null };
  await app.owner.query('update contracts set legal_representative = $2 where id = $1', [
    contract.contractId,
    representative,
  ]);
  return contract;
}
const path = ({ contractId }: GivenContract, rest: string) => `/v1/contracts/${contractId}/${rest}`;
const checksOf = async (contract: GivenContract, by: Caller = hr, language = 'fr') =>
  by.get(path(contract, 'checks'), { headers: { 'accept-language': language } });
const override = (contract: GivenContract, body: object, by: Caller = hr) =>
  by.post(path(contract, 'check-overrides'), body);
const sign = (contract: GivenContract, by: Caller = hr) => by.post(path(contract, 'sign'));
const KNOWN = { code: 'alternant_age_unusual', reason: 'Acte de naissance vu : né en 2010.' };

test('what the law says is listed with its rule, in both languages, to who handles the papers', async () => {
  const contract = await draft();
  const [fr, en] = [await checksOf(contract), await checksOf(contract, admin, 'en')];

  expect(fr.status).toBe(200);
  expect(fr.body).toMatchObject({
    contractId: contract.contractId,
    judgedOn: '2026-03-12',
    stopped: ['sign', 'deposit'],
  });
  const of = (body: typeof fr.body, code: string) =>
    body.data.find((found: { code: string }) => found.code === code);
  expect(of(fr.body, KNOWN.code)).toEqual({
    code: KNOWN.code,
    severity: 'block',
    blocks: 'sign',
    pointer: '/startsOn',
    detail:
      'L’alternant a 14 ans au début, hors de 16 à 29 ans : une dérogation est nécessaire (L6222-1; L4153-1).',
    rule: 'apprenticeship.age.min',
    ruleTitle: expect.any(String),
    article: 'L6222-1; L4153-1',
    certainty: 'V',
    overridable: true,
    override: null,
  });
  expect(of(en.body, KNOWN.code).detail).toContain('The alternant is 14 at the start');
  expect(of(en.body, 'hiring_declaration_due')).toMatchObject({ severity: 'inform', blocks: null });
  const alternant = await checksOf(contract, await app.as(contract.alternant));
  expect(alternant.status).toBe(200);
});

test('who stands on a contract without its papers reads no checks, and a stranger finds none', async () => {
  const contract = await draft();
  const tutor = await app.as(await app.given.mandate(contract, 'co_tutor', { from: '2026-03-01' }));
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  const auditor = await app.as(await app.given.someone('auditor', trainingCentreId));

  for (const route of ['checks', 'pay']) {
    expect([route, (await tutor.get(path(contract, route))).status]).toEqual([route, 403]);
    expect([route, (await auditor.get(path(contract, route))).status]).toEqual([route, 403]);
    expect([route, (await stranger.get(path(contract, route))).status]).toEqual([route, 404]);
  }
  expect((await override(contract, KNOWN, tutor)).status).toBe(403);
  expect((await override(contract, KNOWN, stranger)).status).toBe(404);
});

test('a signature that the law stands against is refused, overridden with a reason, then done', async () => {
  const contract = await draft();
  const refused = await sign(contract);
  const overridden = await override(contract, KNOWN);
  const signed = await sign(contract);

  expect([refused.status, refused.body.code]).toEqual([409, 'checks_failed']);
  expect(refused.body.findings).toMatchObject([
    {
      code: KNOWN.code,
      rule: 'apprenticeship.age.min',
      overridable: true,
      detail: expect.stringContaining('14 ans'),
    },
  ]);
  expect(overridden.status).toBe(201);
  expect(overridden.body).toMatchObject({ ...KNOWN, organisationId: employerId, withdrawnAt: null });
  expect(signed.status).toBe(200);
  expect(signed.body.warnings).toMatchObject([{ code: KNOWN.code }]);
  const { body } = await checksOf(contract, admin);
  const found = body.data.find(({ code }: { code: string }) => code === KNOWN.code);
  expect([body.stopped, found.override.id]).toEqual([['deposit'], overridden.body.id]);
  const events = await hr.get(path(contract, 'events'));
  expect(
    events.body.data.map(({ type, data }: { type: string; data: object }) => [type, data]).slice(1, 2),
  ).toEqual([['contract.check_overridden', { overrideId: overridden.body.id }]]);
});

test('an override that was taken back counts no more, and is taken back once', async () => {
  const contract = await draft();
  const { body: given } = await override(contract, KNOWN);
  const withdraw = (by: Caller) =>
    by.post(`/v1/check-overrides/${given.id}/withdrawals`, { reason: 'Erreur' });

  const answers = await Promise.all([withdraw(admin), withdraw(hr)]);

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await sign(contract)).body.code).toBe('checks_failed');
  const tutor = await app.as(await app.given.mandate(contract, 'co_tutor', { from: '2026-03-01' }));
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect([(await withdraw(tutor)).status, (await withdraw(stranger)).status]).toEqual([403, 404]);
});

test('an override is of what was found then, and of a side of now', async () => {
  const contract = await draft();
  await override(contract, KNOWN);
  const twin = await app.given.someone('alternant', trainingCentreId, { birthDate: '2011-04-02' });
  const learnedBy = (personId: string) =>
    app.owner.query('update contracts set alternant_id = $2 where id = $1', [contract.contractId, personId]);
  const twice = await override(contract, KNOWN, admin);
  await learnedBy(twin.personId);
  const younger = await sign(contract);
  await learnedBy(contract.alternant.personId);
  expect([twice.status, twice.body.code]).toEqual([409, 'already_overridden']);
  const other = await app.given.organisation();
  await app.owner.query('update contracts set employer_id = $2 where id = $1', [contract.contractId, other]);
  const { body } = await checksOf(contract, admin);

  expect([younger.status, younger.body.findings?.[0]?.code]).toEqual([409, KNOWN.code]);
  expect(body.data.find(({ code }: { code: string }) => code === KNOWN.code)).toMatchObject({
    override: null,
  });
  expect(body.stopped).toEqual(['sign', 'deposit']);
});

test('nobody overrides what is not found, what the design refuses, nor on their own contract', async () => {
  const contract = await draft();
  await app.owner.query('delete from mandates where contract_id = $1', [contract.contractId]);
  const errorOf = async (code: string) => (await override(contract, { ...KNOWN, code })).body.errors[0];

  expect(await errorOf('contract_long')).toMatchObject({ pointer: '/code', code: 'not_found' });
  expect(await errorOf('main_tutor_missing')).toMatchObject({ pointer: '/code', code: 'not_overridable' });
  expect(await errorOf('hiring_declaration_due')).toMatchObject({
    pointer: '/code',
    code: 'not_overridable',
  });
  const both = await app.given.someone('hr', employerId, { birthDate: '2011-04-02' });
  const own = await draft({ alternant: both });
  expect((await override(own, KNOWN, await app.as(both))).status).toBe(403);
});

test('the least pay of each part of a contract, with its reasons', async () => {
  const contract = await draft({ birthDate: '2007-05-15', until: '2027-04-01' });
  const { status, body } = await hr.get(path(contract, 'pay'), { headers: { 'accept-language': 'en' } });

  expect(status).toBe(200);
  expect(body).toMatchObject({ judgedOn: '2026-03-12', weeklyMinutes: 2100, inMayotte: false, findings: [] });
  expect(body.periods).toMatchObject([
    {
      from: '2026-04-01',
      to: '2026-05-31',
      year: 1,
      fromAge: 18,
      toAge: 20,
      percent: 43,
      minimumMonthlyCents: 78391,
    },
    {
      from: '2026-06-01',
      to: '2027-03-31',
      smicHourlyCents: 1231,
      minimumMonthlyCents: 80282,
      recorded: null,
    },
  ]);
  expect(body.periods[0].explanation[0]).toBe(
    'From 18 to 20, year 1 of the grid: 43 % of the SMIC (D6222-26).',
  );
});

const fill = (contract: GivenContract, sections: object, by: Caller = hr) =>
  by.patch(path(contract, 'form'), sections, { 'if-match': '*' });
const codesOf = (body: { findings: { code: string; overridable: boolean }[] }) =>
  body.findings.map(({ code, overridable }) => [code, overridable]);

test('what the form says counts: a short first contract, paid too little, is not signed', async () => {
  const contract = await draft({ birthDate: '2006-05-15', until: '2026-09-01' });
  const before = await checksOf(contract);
  await fill(contract, {
    employer: { isPublic: false, address: { street: 'rue Neuve', postcode: '75011', city: 'Paris' } },
    terms: { contractType: '11', weeklyMinutes: 2100 },
    pay: {
      periods: [
        {
          from: '2026-04-01',
          to: '2026-08-31',
          year: 1,
          percent: 42,
          base: 'SMIC',
          grossMonthlyCents: 76568,
        },
      ],
    },
  });
  const refused = await sign(contract);
  const pay = await hr.get(path(contract, 'pay'));

  const short = before.body.data.find(({ code }: { code: string }) => code === 'contract_short');
  expect([before.body.stopped, short.blocks]).toEqual([['deposit'], null]);
  expect(codesOf(refused.body)).toEqual([
    ['contract_short', true],
    ['pay_below_minimum', false],
  ]);
  expect(pay.body.periods[0].recorded).toEqual({ percent: 42, base: 'SMIC', grossMonthlyCents: 76568 });
  expect(pay.body.findings).toMatchObject([{ code: 'pay_below_minimum', pointer: '/form/pay/periods/0' }]);

  await override(contract, { code: 'contract_short', reason: 'Suite d’un contrat rompu' });
  expect(codesOf((await sign(contract)).body)).toEqual([['pay_below_minimum', false]]);
  await fill(contract, {
    pay: {
      periods: [
        {
          from: '2026-04-01',
          to: '2026-08-31',
          year: 1,
          percent: 43,
          base: 'SMIC',
          grossMonthlyCents: 78391,
        },
      ],
    },
  });
  const move = async (endsOn: string) => {
    const { headers } = await hr.get(`/v1/contracts/${contract.contractId}`);
    const ifMatch = { 'if-match': String(headers['etag']) };
    const { status } = await hr.patch(`/v1/contracts/${contract.contractId}`, { endsOn }, ifMatch);
    expect(status).toBe(200);
  };
  await move('2026-08-30');
  const moved = await sign(contract);
  await move('2026-08-31');
  const signed = await sign(contract);

  expect(codesOf(moved.body)).toEqual([['contract_short', true]]);
  expect(signed.status).toBe(200);
  expect(signed.body.warnings).toMatchObject([{ code: 'contract_short' }]);
});

test('an emancipated minor signs alone', async () => {
  const contract = await draft({ birthDate: '2009-05-15' });
  await app.owner.query('update contracts set legal_representative = null where id = $1', [
    contract.contractId,
  ]);
  const refused = await sign(contract);
  await fill(contract, { alternant: { emancipated: true } });

  expect([refused.body.code, (await sign(contract)).status]).toEqual(['legal_representative_missing', 200]);
});
