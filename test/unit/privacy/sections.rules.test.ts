import { expect, test } from '@jest/globals';
import { presentRow, titleOf } from '../../../src/features/privacy/export/sections.rules.js';

const titles = {
  competency: { C1: 'Accompagner le repas' },
  level: { observation: 'Observation' },
  mission: { meal: 'Aide au repas' },
};

test('a row is shown with names beside ids, titles beside codes, and the last day of what ended', () => {
  const row = {
    contract_id: 'c',
    signer_id: 'p',
    until_day: '2026-03-01',
    planned_until_day: null,
    competency: 'C1',
    current_level: 'observation',
    missions: ['meal', 'walk'],
    items: [{ level: 'observation', competency: 'C9', comment: 'bien' }],
  };
  expect(presentRow({ row, names: { p: 'Lou Petit' }, titles })).toEqual({
    contractId: 'c',
    signerId: { id: 'p', name: 'Lou Petit' },
    to: '2026-02-28',
    plannedTo: null,
    competency: 'C1',
    competencyTitle: 'Accompagner le repas',
    currentLevel: 'observation',
    currentLevelTitle: 'Observation',
    missions: [
      { code: 'meal', title: 'Aide au repas' },
      { code: 'walk', title: 'walk' },
    ],
    items: [{ level: 'observation', levelTitle: 'Observation', competency: 'C9', comment: 'bien' }],
  });
});

test('a row of no contract keeps its codes, and a part is called by its title in either language', () => {
  expect(presentRow({ row: { role: 'hr', level: 'x' }, names: {}, titles: null })).toEqual({
    role: 'hr',
    level: 'x',
  });
  expect([titleOf('mails', 'fr'), titleOf('mails', 'en')]).toEqual(['Messages envoyés', 'Mails sent']);
});
