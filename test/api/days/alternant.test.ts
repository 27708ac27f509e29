import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApp } from '../../support/app.js';
import { LadderScenario } from '../../support/scenarios/ladder-scenario.js';
import { counted } from './counted.js';

// A day of Inès, 17: what may I do, and why not; what did I do; how do I find myself; how far am I.

interface Mission {
  readonly code: string;
  readonly level: string;
  readonly minAge?: number;
}

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
  app.clock.set('2026-03-12');
});
afterAll(() => app.stop());

test('an alternant of 17 asks what she may do, keeps her journal, judges herself and looks how far she is, in four calls', async () => {
  const deas = JSON.parse(readFileSync('data/ladders/deas-2021.json', 'utf8')) as { missions: Mission[] };
  const [first, ...others] = deas.missions.filter(({ level }) => level === 'observation');
  const missions = [{ ...first, minAge: 18 }, ...others] as never;
  const scenario = await LadderScenario.start(app, {
    birthDate: '2008-09-20',
    ladderId: await app.given.ladder({ missions }),
  });
  const ines = counted(await app.as(scenario.contract.alternant));

  const may = await ines.get(scenario.url('entitlements'));
  const [adult, open] = may.body.data as { mission: string; allowed: boolean; reasons: object[] }[];
  expect(adult).toMatchObject({ allowed: false, reasons: [{ code: 'age', detail: expect.any(String) }] });
  expect(open).toMatchObject({ allowed: true });

  const kept = await ines.post(scenario.url('journal-entries'), {
    on: '2026-03-12',
    mission: open?.mission,
    minutes: 45,
  });
  const judged = await ines.post(scenario.url('self-assessments'), {
    on: '2026-03-12',
    items: [{ competency: 'C6', level: 'observation', rating: 'with_help' }],
  });
  const ladder = await ines.get(scenario.url('ladder'));

  expect([kept.status, judged.status, ladder.status, ines.requests]).toEqual([201, 201, 200, 4]);
});
