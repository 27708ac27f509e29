import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { LadderId, OrganisationId } from '../../../src/kernel/ids.js';
import { Db } from '../../../src/platform/database/db.js';
import { row, rows } from '../../../src/platform/database/sql.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract, Someone } from '../../support/scenarios/given.js';

let app: TestApp;
let employerId: OrganisationId;
let trainingCentreId: OrganisationId;
let ladderId: LadderId;
let hrIs: Someone;
let hr: Caller;
let admin: Caller;
let platform: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  employerId = await app.given.organisation({ name: 'EHPAD des Lilas' });
  trainingCentreId = await app.given.organisation({ kind: 'training_centre' });
  ladderId = await app.given.ladder({ code: 'DEAS', diplomaLevel: 4 });
  hrIs = await app.given.someone('hr', employerId);
  hr = await app.as(hrIs);
  admin = await app.as(await app.given.someone('centre_admin', trainingCentreId));
  platform = await app.as(await app.given.someone('platform_admin'));
});
beforeEach(() => app.clock.set('2026-03-12'));
afterAll(() => app.stop());

const tutorOf = (employer = employerId) =>
  app.given.someone('tutor', employer, { givenName: 'Sophie', familyName: 'Garnier' });
const draft = async (
  tutor: Someone,
  values: Parameters<TestApp['given']['contract']>[0] = {},
): Promise<GivenContract & { mandateId: string }> => {
  const contract = await app.given.contract({
    employerId,
    trainingCentreId,
    ladderId,
    startsOn: '2026-04-01',
    until: '2028-04-01',
    draft: true,
    ...values,
  });
  const { mandateId } = await app.given.mandate(contract, 'main_tutor', {
    from: '2026-04-01',
    person: tutor,
  });
  return { ...contract, mandateId };
};
const sign = ({ contractId }: GivenContract, by = hr) => by.post(`/v1/contracts/${contractId}/sign`);
const qualify = ({ personId }: Someone, body: object, by = hr) =>
  by.post(`/v1/people/${personId}/tutor-qualifications`, { employerId, checkedOn: '2026-03-01', ...body });
const derogate = ({ personId }: Someone, body: object = {}, by = hr) =>
  by.post(`/v1/people/${personId}/tutor-derogations`, {
    employerId,
    from: '2026-03-01',
    to: '2031-02-28',
    apprentices: 3,
    authority: 'Commission de l’emploi du Nord',
    checkedOn: '2026-03-01',
    ...body,
  });
const eligibilityOf = async ({ mandateId }: { mandateId: string }, by = hr) =>
  (await by.get(`/v1/mandates/${mandateId}/eligibility`)).body;

test('HR records what it saw of its tutors, nobody of themself, and takes it back with a reason', async () => {
  const tutor = await tutorOf();
  const diploma = {
    kind: 'diploma',
    title: 'DEAS',
    level: 4,
    frameworkCode: 'DEAS',
    proofReference: 'Dossier 12',
  };
  const made = await qualify(tutor, diploma);
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  const herself = await qualify(hrIs, diploma);
  const program = app.asClient(await app.given.apiClient(employerId, { maker: hrIs }));
  const byHerProgram = await qualify(hrIs, diploma, program);
  const wrong = await qualify(tutor, { kind: 'diploma', hours: 3, checkedOn: '2026-03-13' });
  const elsewhere = await qualify(await app.given.someone('tutor', await app.given.organisation()), diploma);

  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    ...diploma,
    personId: tutor.personId,
    recordedBy: hrIs.personId,
    withdrawal: null,
  });
  expect((await qualify(tutor, diploma, stranger)).status).toBe(404);
  expect([herself.status, herself.body.code, byHerProgram.body.code]).toEqual([
    403,
    'forbidden',
    'forbidden',
  ]);
  expect(wrong.body.errors.map((one: { pointer: string }) => one.pointer).sort()).toEqual([
    '/checkedOn',
    '/hours',
    '/level',
    '/title',
  ]);
  expect(elsewhere.status).toBe(404);
  const list = `/v1/people/${tutor.personId}/tutor-qualifications`;
  expect((await (await app.as(tutor)).get(list)).body.data).toEqual([made.body]);
  expect((await admin.get(list)).status).toBe(403);

  const withdrawals = `/v1/tutor-qualifications/${made.body.id}/withdrawals`;
  const answers = await Promise.all([1, 2].map(() => hr.post(withdrawals, { reason: 'Mauvaise personne' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await stranger.post(withdrawals, { reason: 'x' })).status).toBe(404);
  expect((await hr.get(list)).body.data[0].withdrawal).toMatchObject({
    reason: 'Mauvaise personne',
    recordedBy: hrIs.personId,
  });
  expect((await hr.post(`/v1/tutor-derogations/${made.body.id}/withdrawals`, { reason: 'x' })).status).toBe(
    404,
  );
});

test('a tutor is judged by what was checked, in words, for who acts on the contract and for them alone', async () => {
  const tutor = await tutorOf();
  const contract = await draft(tutor);
  const before = await eligibilityOf(contract);
  await qualify(tutor, { kind: 'experience', since: '2025-01-01', frameworkCode: 'DEAS' });
  await qualify(tutor, { kind: 'diploma', title: 'CAP', level: 3, frameworkCode: 'DEAS' });
  const short = await eligibilityOf(contract);
  await qualify(tutor, { kind: 'diploma', title: 'DEAS', level: 4, frameworkCode: 'DEAS' });

  expect(before).toMatchObject({
    eligibility: 'unknown',
    ground: null,
    article: 'R6223-22',
    mayBlock: false,
  });
  expect(short).toMatchObject({ eligibility: 'not_eligible', months: 15 });
  expect(short.detail).toContain('24 mois de métier');
  expect(await eligibilityOf(contract)).toMatchObject({
    eligibility: 'eligible',
    ground: 'diploma_and_experience',
  });
  expect((await eligibilityOf(contract, admin)).eligibility).toBe('eligible');
  expect((await eligibilityOf(contract, await app.as(tutor))).eligibility).toBe('eligible');
  const colleague = await app.as(await app.given.mandate(contract, 'co_tutor'));
  expect((await eligibilityOf(contract, colleague)).code).toBe('forbidden');
  expect((await eligibilityOf(contract, await app.as(contract.alternant))).code).toBe('forbidden');
  // The law's default warns: nobody is kept from signing by it.
  expect((await sign(await draft(await tutorOf()))).status).toBe(200);
});

test('the rule of a branch stands in the place of the law, once at a time, by the platform', async () => {
  const rule = {
    idcc: '0413',
    from: '2020-01-01',
    monthsWithDiploma: 6,
    source: 'Accord du 9 septembre 2020',
  };
  const made = await platform.post('/v1/tutor-branch-rules', rule);
  const again = await platform.post('/v1/tutor-branch-rules', { ...rule, from: '2021-01-01' });
  const nothing = await platform.post('/v1/tutor-branch-rules', {
    idcc: '0029',
    from: '2020-01-01',
    source: 'x',
  });
  const tutor = await tutorOf();
  const contract = await draft(tutor);
  await qualify(tutor, { kind: 'branch_rule', idcc: '0413' });

  expect([made.status, again.body.code, nothing.status]).toEqual([201, 'branch_rule_overlap', 422]);
  expect((await hr.post('/v1/tutor-branch-rules', rule)).status).toBe(403);
  expect(await eligibilityOf(contract)).toMatchObject({ eligibility: 'eligible', ground: 'branch_rule' });
  expect((await platform.post(`/v1/tutor-branch-rules/${made.body.id}/withdrawals`)).status).toBe(201);
  expect((await eligibilityOf(contract)).eligibility).toBe('unknown');
  expect((await hr.get('/v1/tutor-branch-rules')).body.data[0].withdrawnAt).not.toBeNull();
});

/** The form says who the employer is, and what becomes of whom. */
const form = ({ contractId }: GivenContract, content: object) =>
  app.owner.query(
    `insert into contract_forms (id, contract_id, sequence, recorded_at, recorded_by, content, changed, by_amendment)
     values (gen_random_uuid(), $1, 50, $2, $3, $4, '{}', false)`,
    [contractId, app.clock.now(), hrIs.personId, JSON.stringify(content)],
  );

test('the form says of which law: that of a public employer, the ceiling of a branch, an exam that was failed', async () => {
  const tutor = await tutorOf();
  for (let signed = 0; signed < 2; signed++) expect((await sign(await draft(tutor))).status).toBe(200);
  await qualify(tutor, { kind: 'experience', months: 6, frameworkCode: 'DEAS' });
  const [hospital, branch, failed] = [await draft(tutor), await draft(tutor), await draft(tutor)];
  await form(hospital, { employer: { isPublic: true, idcc: '0405' } });
  await form(branch, { employer: { isPublic: false, idcc: '0405' } });
  await form(failed, { terms: { contractType: '33' } });

  expect(await eligibilityOf(hospital)).toMatchObject({
    eligibility: 'not_eligible',
    article: 'D6273-1',
    mayBlock: true,
  });
  expect((await sign(failed)).status).toBe(200);
  expect((await sign(branch)).body).toMatchObject({ code: 'tutor_over_capacity', followed: 4 });
  const rule = { idcc: '0405', from: '2026-01-01', apprentices: 3, source: 'Arrêté de branche' };
  const made = await platform.post('/v1/tutor-branch-rules', rule);
  expect((await sign(hospital)).status).toBe(409);
  expect((await sign(branch)).status).toBe(200);
  await platform.post(`/v1/tutor-branch-rules/${made.body.id}/withdrawals`);
});

test('a derogation gives room where it was recorded, and who may not see the others is told how many', async () => {
  const otherEmployer = await app.given.organisation();
  const tutor = await tutorOf();
  const hidden = await draft(tutor, {
    employerId: otherEmployer,
    trainingCentreId: await app.given.organisation({ kind: 'training_centre' }),
  });
  const otherHr = await app.as(await app.given.someone('hr', otherEmployer));
  expect((await sign(hidden, otherHr)).status).toBe(200);
  const seen = await draft(tutor);
  expect((await sign(seen)).status).toBe(200);
  const third = await draft(tutor);

  const refused = await sign(third);
  expect(refused.body).toMatchObject({
    code: 'tutor_over_capacity',
    on: '2026-04-01',
    followed: 3,
    limit: 2,
    othersFollowed: 1,
    contracts: [
      { contractId: seen.contractId, alternant: 'Inès Moreau', from: '2026-04-01', to: '2028-03-31' },
    ],
  });
  expect(JSON.stringify(refused.body)).not.toContain(hidden.contractId);
  const shortOne = await derogate(tutor, { to: '2027-01-01' });
  expect((await sign(third)).body).toMatchObject({ on: '2027-01-02', limit: 2 });
  const derogation = await derogate(tutor);
  expect([shortOne.status, derogation.status]).toEqual([201, 201]);
  await hr.post(`/v1/tutor-derogations/${derogation.body.id}/withdrawals`, { reason: 'Saisie deux fois' });
  expect((await sign(third)).status).toBe(409);
  await derogate(tutor);
  expect((await sign(third)).status).toBe(200);
  // It is this employer's: elsewhere the law's own limit stands.
  expect((await sign(await draft(tutor, { employerId: otherEmployer }), otherHr)).body.limit).toBe(2);
});

test('two offices take the last place at the same instant: one wins', async () => {
  const otherEmployer = await app.given.organisation();
  const otherHr = await app.as(await app.given.someone('hr', otherEmployer));
  for (let round = 0; round < 3; round++) {
    const tutor = await tutorOf();
    await sign(await draft(tutor));
    const [here, there] = [await draft(tutor), await draft(tutor, { employerId: otherEmployer })];
    const answers = await Promise.all([sign(here), sign(there, otherHr)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'tutor_over_capacity',
      othersFollowed: answers[0].status === 200 ? 2 : 1,
    });
  }
});

test('two records of one tutor become one only where the law lets them follow what both follow', async () => {
  const [kept, duplicate] = [await tutorOf(), await tutorOf()];
  const contracts = [await draft(kept), await draft(kept), await draft(duplicate)];
  for (const contract of contracts) expect((await sign(contract)).status).toBe(200);
  const merge = async () => {
    const asked = await platform.post(`/v1/people/${kept.personId}/merges`, {
      duplicateId: duplicate.personId,
      reason: 'Deux fiches',
      dryRun: false,
    });
    return [asked.status, asked.body.obstacles.map((one: { code: string }) => one.code)];
  };
  expect(await merge()).toEqual([409, ['two_accounts', 'tutor_over_capacity']]);
  // The branch of one of these contracts lets a tutor follow three.
  await form(contracts[0] as GivenContract, { employer: { isPublic: false, idcc: '0405' } });
  const rule = { idcc: '0405', from: '2026-01-01', apprentices: 3, source: 'Arrêté de branche' };
  const made = await platform.post('/v1/tutor-branch-rules', rule);
  expect(await merge()).toEqual([409, ['two_accounts']]);
  await platform.post(`/v1/tutor-branch-rules/${made.body.id}/withdrawals`);
});

test('the team of a day: who is away, who answers meanwhile and until when, as it was recorded by then', async () => {
  const tutor = await tutorOf();
  const contract = await app.given.contract({ employerId, trainingCentreId, ladderId });
  const main = await app.given.mandate(contract, 'main_tutor', { person: tutor });
  const substitute = await app.given.mandate(contract, 'substitute', { givenName: 'Rémi' });
  await app.given.mandate(contract, 'referent', { givenName: 'Nadia' });
  const team = async (at?: string, by = hr) =>
    (await by.get(`/v1/contracts/${contract.contractId}/team${at ? `?at=${at}` : ''}`)).body;
  app.clock.set('2026-03-13');
  await hr.post(`/v1/mandates/${main.mandateId}/absences`, { from: '2026-03-10', to: '2026-03-20' });
  app.clock.set('2026-03-14');

  const today = await team();
  expect(today.answering).toMatchObject({
    person: { id: substitute.personId, givenName: 'Rémi' },
    to: '2026-03-20',
  });
  expect(today.members.map((one: { role: string }) => one.role)).toEqual([
    'main_tutor',
    'substitute',
    'referent',
  ]);
  expect(today.members[0]).toMatchObject({
    isAbsent: true,
    absentTo: '2026-03-20',
    answersMeanwhile: { role: 'substitute' },
    eligibility: 'unknown',
  });
  expect((await team('2026-03-12')).members[0].isAbsent).toBe(false);
  expect((await team('2026-03-21')).answering.role).toBe('main_tutor');
  expect((await team(undefined, await app.as(contract.alternant))).members[0].eligibility).toBeNull();
  expect((await team('2020-01-01')).code).toBe('not_found');

  await hr.post(`/v1/mandates/${main.mandateId}/end`, { on: '2026-03-14' });
  await hr.post(`/v1/mandates/${main.mandateId}/end`, { on: '2026-03-13' });
  app.clock.set('2026-03-16');
  expect((await team()).members.map((one: { role: string }) => one.role)).toEqual(['substitute', 'referent']);
  expect((await team('2026-03-13')).members[0].to).toBeNull();
  expect((await team('2026-03-15')).members).toHaveLength(2);
  const stranger = await app.as(await app.given.someone('hr', await app.given.organisation()));
  expect((await team(undefined, stranger)).code).toBe('not_found');
});

test('HR sees what its tutors carry and the places left; a centre its own contracts alone', async () => {
  const site = await app.given.organisation({ name: 'Résidence du Parc' });
  const siteHr = await app.as(await app.given.someone('hr', site));
  const tutor = await tutorOf(site);
  const free = await tutorOf(site);
  await sign(await draft(tutor, { employerId: site }), siteHr);
  const elsewhere = await app.given.organisation({ kind: 'training_centre' });
  await sign(
    await draft(tutor, { employerId: site, trainingCentreId: elsewhere, until: '2026-10-01' }),
    siteHr,
  );
  const url = `/v1/tutors?employerId=${site}&on=2026-04-01`;
  await siteHr.post(`/v1/people/${tutor.personId}/tutor-qualifications`, {
    employerId: site,
    kind: 'training',
    title: 'Tuteur en EHPAD',
    obtainedOn: '2025-11-03',
    hours: 14,
    checkedOn: '2026-03-01',
  });

  const time = (from: string, weeklyMinutes: number) =>
    siteHr.post(`/v1/people/${tutor.personId}/tutoring-times`, { employerId: site, from, weeklyMinutes });
  const times = [await time('2026-01-01', 60), await time('2026-04-01', 120), await time('2026-05-01', 180)];
  expect(times.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(
    (await (await app.as(tutor)).get(`/v1/people/${tutor.personId}/tutoring-times`)).body.data,
  ).toHaveLength(3);

  const { data } = (await siteHr.get(url)).body;
  const of = (person: Someone) =>
    data.find((one: { person: { id: string } }) => one.person.id === person.personId);
  expect(of(tutor)).toMatchObject({
    employer: { name: 'Résidence du Parc' },
    follows: { mainTutor: 2, coTutor: 0, substitute: 0 },
    places: [
      { from: '2026-04-01', to: '2026-09-30', apprenticeship: 0, repeating: 1, professionalisation: 1 },
      { from: '2026-10-01', to: '2027-03-31', apprenticeship: 1, repeating: 1, professionalisation: 2 },
    ],
    weeklyMinutes: 120,
    trainings: [{ title: 'Tuteur en EHPAD', obtainedOn: '2025-11-03', hours: 14 }],
  });
  expect(of(free)).toMatchObject({ contracts: [], places: [{ apprenticeship: 2 }] });
  const ofCentre = (await admin.get(url)).body.data;
  expect(ofCentre).toMatchObject([{ follows: { mainTutor: 1 }, places: null }]);
  expect(ofCentre[0].contracts).toHaveLength(1);
  expect((await hr.get(url)).body.data).toEqual([]);
  const first = (await siteHr.get(`${url}&limit=1`)).body;
  const second = (await siteHr.get(`${url}&limit=1&after=${first.page.next}`)).body;
  expect([...first.data, ...second.data]).toEqual(data);
  expect((await siteHr.get(`${url}&after=eA`)).status).toBe(422);
  await app.owner.query(`update person_names set family_name = '=HYPERLINK("x")' where person_id = $1`, [
    free.personId,
  ]);
  const table = async (query: string, language: string) =>
    (
      await siteHr.get(`${url}${query}`, { headers: { accept: 'text/csv', 'accept-language': language } })
    ).text.split('\r\n');
  const [names, ...lines] = await table('', 'en');
  expect(names).toMatch(/^employerName,siret,familyName,.*,employerId,personId$/);
  expect(lines).toHaveLength(data.length + 1);
  expect(lines.find((line) => line.includes(free.personId))).toContain(`,"'=HYPERLINK(""x"")",`);
  expect(lines.find((line) => line.includes(tutor.personId))).toMatch(
    /,2,0,0,.*,0,1,1,,,120,Tuteur en EHPAD,/,
  );
  expect(await table('&limit=1', 'fr')).toHaveLength(3);
  expect((await (await app.as(tutor)).get(url)).status).toBe(403);
});

test('behind the rules stand walls: nobody proves of themself, nor elsewhere, and what was taken back stays so', async () => {
  const db = app.nest.get(Db);
  const tutor = await tutorOf();
  const stranger = await app.given.someone('hr', await app.given.organisation());
  const other = await tutorOf(await app.given.organisation());
  const contract = await draft(tutor);
  const as = (someone: Someone) => ({ kind: 'person' as const, ...someone });
  const insert = (by: Someone, of: Someone, author = by) =>
    db.write(as(by), (tx) =>
      rows(
        tx,
        `insert into tutor_proofs (id, person_id, employer_id, kind, months, checked_on, recorded_at, recorded_by)
         values (gen_random_uuid(), $1, $2, 'experience', 30, '2026-03-01', now(), $3)`,
        [of.personId, employerId, author.personId],
      ),
    );
  const refused = expect.objectContaining({ code: '42501' });
  await expect(insert(hrIs, hrIs)).rejects.toEqual(refused);
  await expect(insert(stranger, tutor)).rejects.toEqual(refused);
  await expect(insert(hrIs, other)).rejects.toEqual(refused);
  await expect(insert(hrIs, tutor, tutor)).rejects.toEqual(refused);
  await insert(hrIs, tutor);

  const seen = async (by: Someone) =>
    (await db.read(as(by), (q) =>
      row<{ rows: number; proofs: number }>(
        q,
        `select (select count(*)::int from tutor_proofs where person_id = $1) as rows,
             (select count(*)::int from app.proofs_of_tutor($2, $1)) as proofs`,
        [tutor.personId, contract.contractId],
      ),
    ))!;
  const colleague = await app.given.mandate(contract, 'co_tutor');
  const centre = await app.given.someone('centre_admin', trainingCentreId);
  expect(await seen(hrIs)).toEqual({ rows: 1, proofs: 1 });
  expect(await seen(tutor)).toEqual({ rows: 1, proofs: 1 });
  expect(await seen(centre)).toEqual({ rows: 0, proofs: 1 });
  expect(await seen(colleague)).toEqual({ rows: 0, proofs: 0 });
  expect(await seen(stranger)).toEqual({ rows: 0, proofs: 0 });

  const update = (by: Someone, change: string) =>
    db.write(as(by), (tx) =>
      rows(tx, `update tutor_proofs set ${change} where person_id = $1 returning id`, [tutor.personId]),
    );
  const withdrawnBy = (by: Someone) =>
    `withdrawn_at = now(), withdrawn_by = '${by.personId}', withdrawal_reason = 'essai'`;
  await expect(update(hrIs, 'months = 60')).rejects.toEqual(refused);
  expect(await update(stranger, withdrawnBy(stranger))).toEqual([]);
  await expect(update(hrIs, withdrawnBy(tutor))).rejects.toEqual(refused);
  expect(await update(hrIs, withdrawnBy(hrIs))).toHaveLength(1);
  expect(await update(hrIs, withdrawnBy(hrIs))).toEqual([]);
  await expect(
    db.write(as(hrIs), (tx) =>
      rows(
        tx,
        `insert into tutor_branch_rules (id, idcc, from_day, apprentices, source, recorded_at, recorded_by)
         values (gen_random_uuid(), '9998', '2020-01-01', 20, 'x', now(), $1)`,
        [hrIs.personId],
      ),
    ),
  ).rejects.toEqual(refused);
});
