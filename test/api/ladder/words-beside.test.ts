import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { TestApp, type Caller } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';

let app: TestApp;
let scenario: LadderScenario;
let alternant: Caller;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

beforeEach(async () => {
  app.clock.set('2026-03-12');
  scenario = await LadderScenario.start(app);
  alternant = await app.as(scenario.contract.alternant);
});

const read = async (by: Caller, path: string) => (await by.get(scenario.url(path))).body.data;

test('what is read says what codes and people are called; what was written says it of the codes', async () => {
  const written = await scenario.observe(scenario.tutor, 'observation', ['C6'], '2026-03-12');
  await scenario.sign('observation', ['C6']);

  expect(written.body.items[0]).toMatchObject({ levelTitle: 'Observation', competencyTitle: 'C6' });
  expect(written.body).not.toHaveProperty('observerName');
  const [observation] = await read(alternant, 'observations');
  const tutor = (await scenario.tutor.get('/v1/me')).body.person;
  const name = `${tutor.givenName} ${tutor.familyName}`;
  expect(observation).toMatchObject({ observerName: name, items: [{ levelTitle: 'Observation' }] });
  const [signOff] = await read(alternant, 'sign-offs');
  expect(signOff).toMatchObject({ signerName: name, levelTitle: 'Observation', competencyTitle: 'C6' });
  const last = (await read(alternant, 'events')).at(-1);
  expect(last).toMatchObject({ actor: { personName: name }, data: { levelTitle: 'Observation' } });
});

test('what awaits somebody says what it is about, and who asked', async () => {
  const items = [{ competency: 'C6', level: 'observation' }];
  await alternant.post(scenario.url('sign-off-requests'), { items });

  const { body } = await scenario.tutor.get('/v1/me/queue');

  expect(body.data[0].detail).toMatchObject({
    askedByName: 'Inès Moreau',
    items: [{ competencyTitle: 'C6', levelTitle: 'Observation' }],
  });
});

test('nobody is named to whoever may not see them', async () => {
  const stranger = await app.given.someone('hr', scenario.contract.employerId);
  await (
    await app.as(stranger)
  ).post(scenario.url('suspend'), { on: '2026-03-12', cause: 'other' }, { 'if-match': '*' });

  const last = (await read(alternant, 'events')).at(-1);

  expect(last).toMatchObject({ type: 'contract.suspended', actor: { personId: stranger.personId } });
  expect(last.actor.personName).toBeNull();
  expect((await read(await app.as(stranger), 'events')).at(-1).actor.personName).not.toBeNull();
});
