import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let centre: Caller;

beforeAll(async () => {
  app = await TestApp.start();
  scenario = await LadderScenario.start(app);
  const { trainingCentreId, employerId } = scenario.contract;
  for (let made = 0; made < 5; made += 1) await app.given.contract({ trainingCentreId, employerId });
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
