import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { exact, Moves } from '../../support/scenarios/moves.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

test('after a move the booklet tells what was judged and seen on the ladder of then, though a code means another thing now', async () => {
  app.clock.set('2026-03-12');
  const moves = await Moves.start(app);
  const { scenario } = moves;
  await scenario.observe(scenario.observer, 'one', ['B'], '2026-03-11');
  const judged = await scenario.tutor.post(scenario.url('sign-offs'), {
    observedOn: '2026-03-12',
    items: [{ competency: 'B', level: 'one', outcome: 'not_yet', nextStep: 'Tenir le plateau' }],
  });
  expect(judged.status).toBe(201);
  const alternant = await app.as(scenario.contract.alternant);
  const about = { kind: 'sign_off', id: judged.body.signOffs[0].id };
  await alternant.post(scenario.url('disputes'), { about, grounds: 'Je le tiens très bien' });
  const { mappingId } = await moves.to({ titles: { B: 'Faire un lit' } }, { competencies: exact('A') });
  await moves.done(mappingId);

  const { document } = (await alternant.get(scenario.url('report'))).body;
  expect(document.judgements[0].competency).toBe('B');
  expect(document.disputes[0].about).toMatch(/, B, /);
  const [block] = document.blocks;
  const lit = block.competencies.find(({ title }: { title: string }) => title === 'Faire un lit');
  expect(lit.levels[0].seen).toBeNull();
});
