import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import type { GivenContract } from '../../support/scenarios/given.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let centre: Caller;
const others: GivenContract[] = [];

beforeAll(async () => {
  app = await TestApp.start();
  scenario = await LadderScenario.start(app);
  const { trainingCentreId, employerId, ladderId } = scenario.contract;
  for (let made = 0; made < 5; made += 1)
    others.push(await app.given.contract({ trainingCentreId, employerId, ladderId }));
  await scenario.complete('observation');
  app.clock.set('2026-10-01');
  centre = await app.as(await app.given.someone('centre_admin', trainingCentreId));
});
afterAll(() => app.stop());

const figures = (by: Caller, query: string, headers: Record<string, string> = {}) =>
  by.get(`/v1/reports/figures?${query}`, { headers });
const ofCentre = (year = 2025) => `trainingCentreId=${scenario.contract.trainingCentreId}&schoolYear=${year}`;

test('a year is told once it is closed, and never otherwise afterwards', async () => {
  const first = await figures(centre, ofCentre());
  expect(first.status).toBe(200);
  expect(first.body.data.map((row: { indicator: string }) => row.indicator)).toContain('contract_ends');
  expect(JSON.stringify(first.body)).not.toMatch(/Inès|Moreau/);

  await app.given.contract({ trainingCentreId: scenario.contract.trainingCentreId });
  expect((await figures(centre, ofCentre())).body).toEqual(first.body);
  const ahead = await figures(centre, ofCentre(2026));
  expect([ahead.status, ahead.body.errors[0].code]).toEqual([422, 'year_not_closed']);
});

test('one organisation is asked about, and it is the reader’s own', async () => {
  const { trainingCentreId, employerId } = scenario.contract;
  const hr = await app.as(await app.given.someone('hr', employerId));
  const auditor = await app.as(await app.given.someone('auditor', trainingCentreId));
  const statuses = await Promise.all([
    figures(hr, `employerId=${employerId}&schoolYear=2025`),
    figures(auditor, ofCentre()),
    figures(hr, ofCentre()),
    figures(centre, `employerId=${employerId}&schoolYear=2025`),
    figures(centre, `${ofCentre()}&employerId=${employerId}`),
    figures(scenario.referent, ofCentre()),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 404, 404, 422, 403]);
});

test('it opens in a spreadsheet, with words', async () => {
  const { text } = await figures(centre, ofCentre(), { accept: 'text/csv', 'accept-language': 'fr' });
  expect(text).toMatch(
    /^\uFEFFIndicateur;Formation;Catégorie;Unité;Valeur;Effectif;Part\r\nRuptures et fins/,
  );
});

test('it is a picture, of what is told and to whom it is told', async () => {
  const picture = (by: Caller, indicator: string) =>
    by.get(`/v1/reports/figures/${indicator}.svg?${ofCentre()}`, { headers: { 'accept-language': 'fr' } });
  const { status, text, headers } = await picture(centre, 'contract_ends');
  expect([status, headers['content-type'], headers['content-disposition']]).toEqual([
    200,
    'image/svg+xml; charset=utf-8',
    'inline; filename="palier-contract_ends-2025.svg"',
  ]);
  expect(text).toMatch(/<title id="t">Ruptures et fins de contrat, 2025-2026<\/title>[^]*non communiqué/u);
  expect((await picture(centre, 'contracts')).status).toBe(404);
  expect((await picture(scenario.referent, 'contract_ends')).status).toBe(403);
});

type Row = { code: string; detail: string; personId: string | null };
const signals = async (by: Caller, query: string) => {
  const { status, body } = await by.get(`/v1/reports/signals?${query}`, {
    headers: { 'accept-language': 'en' },
  });
  return { status, rows: (body.data ?? []) as Row[] };
};

/** The ladder to its top in one day, seen by one person; five others wait, as requests that stand in the database. */
test('what somebody should look at, told to who answers for it', async () => {
  const { trainingCentreId, employerId, contractId } = scenario.contract;
  for (const level of ['simple_tasks', 'supervised_care']) await scenario.complete(level);
  const all = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10', 'C11'];
  for (const day of ['2026-09-29', '2026-09-30'])
    await scenario.observe(scenario.observer, 'autonomy', all, day);
  expect((await scenario.sign('autonomy')).status).toBe(201);
  const [watched] = others as [GivenContract];
  const observer = await app.as(await app.given.mandate(watched, 'observer'));
  for (const day of ['24', '25', '26', '27', '28'])
    await observer.post(`/v1/contracts/${watched.contractId}/observations`, {
      observedOn: `2026-09-${day}`,
      items: ['C6', 'C8', 'C10', 'C11'].map((competency) => ({
        competency,
        level: 'observation',
        outcome: 'performed',
      })),
    });
  for (const contract of others) {
    await app.given.mandate(contract, 'main_tutor', { person: scenario.tutorIs });
    for (const [at, [competency, since]] of [
      ['C1', '2026-08-01'],
      ['C5', '2026-09-25'],
    ].entries())
      await app.owner.query(
        `insert into sign_off_requests (id, contract_id, sequence, recorded_at, asked_by, items)
         values (gen_random_uuid(), $1, $2, $3, $4, $5)`,
        [
          contract.contractId,
          900 + at,
          since,
          contract.alternant.personId,
          JSON.stringify([{ competency, level: 'simple_tasks' }]),
        ],
      );
  }
  const found = await signals(centre, `trainingCentreId=${trainingCentreId}`);
  expect(found.rows.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/ recorded 26 sign-offs on 1 October 2026, for 1 alternant\.$/),
    expect.stringMatching(/^Inès Moreau: 20 of 20 observations made by /),
    expect.stringMatching(/^"C1" \(.+\): requests wait 61 days \(median\); .* 6 days\.$/),
    expect.stringMatching(/^10 sign-off requests wait for .+, the oldest for 61 days\.$/),
    expect.stringMatching(/^Level ".+" \(.+\): 5 of 5 alternants without a sign-off for 45 days\.$/),
  ]);

  const hr = await app.as(await app.given.someone('hr', employerId));
  const ofEmployer = await signals(hr, `employerId=${employerId}`);
  expect(ofEmployer.rows.map(({ code }) => code)).toEqual(found.rows.map(({ code }) => code));
  const ofReferent = await signals(scenario.referent, `trainingCentreId=${trainingCentreId}`);
  expect(ofReferent.rows.map(({ code }) => code)).toEqual(['many_sign_offs_in_a_day']);

  // Whoever is of another employer is named to the centre alone.
  await app.owner.query('update memberships set organisation_id = $1 where person_id = $2', [
    await app.given.organisation(),
    scenario.tutorIs.personId,
  ]);
  const without = await signals(hr, `employerId=${employerId}`);
  expect(without.rows.map(({ code }) => code)).toEqual(['one_observer', 'slow_competency', 'level_stalled']);

  const stranger = await app.as(await app.given.someone('referent', trainingCentreId));
  const auditor = await app.as(await app.given.someone('auditor', trainingCentreId));
  const refused = await Promise.all([
    signals(stranger, `trainingCentreId=${trainingCentreId}`),
    signals(scenario.referent, `employerId=${employerId}`),
    signals(hr, `trainingCentreId=${trainingCentreId}`),
    signals(centre, `employerId=${employerId}`),
    signals(centre, ''),
    signals(auditor, `trainingCentreId=${trainingCentreId}`),
    signals(scenario.tutor, `trainingCentreId=${trainingCentreId}`),
  ]);
  expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404, 422, 403, 403]);

  await app.owner.query(
    `update mandates set until_day = '2026-09-30' where contract_id = $1 and role = 'referent'`,
    [contractId],
  );
  expect((await signals(scenario.referent, `trainingCentreId=${trainingCentreId}`)).status).toBe(404);
});
