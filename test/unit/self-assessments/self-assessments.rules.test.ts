import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { SelfAssessmentEntity } from '../../../src/features/self-assessments/self-assessment.entity.js';
import { selfAssessmentRecorded } from '../../../src/features/self-assessments/self-assessments.facts.js';
import { requireAlternant } from '../../../src/features/self-assessments/self-assessments.policy.js';
import {
  findSelfAssessmentMistakes,
  statusAgainstAssessing,
} from '../../../src/features/self-assessments/self-assessments.rules.js';
import type { SelfAssessment } from '../../../src/features/self-assessments/self-assessments.types.js';
import type { SelfAssessmentId } from '../../../src/kernel/ids.js';
import { person, smallLadder } from '../ladder/world.js';
import { codeOf, everybody, life, today, tomorrow, whoMay } from '../mandates/team.js';

test('nobody assesses the alternant in their place', () => {
  expect(whoMay((name) => codeOf(() => requireAlternant(name, everybody)) === null)).toEqual(['ines']);
  expect(codeOf(() => requireAlternant(person('referent'), everybody))).toBe('forbidden');
});

test('any competency that the ladder uses is assessed, at any of its levels, once', () => {
  const mistakesOf = (...pairs: [string, string][]) =>
    findSelfAssessmentMistakes(
      smallLadder(),
      pairs.map(([competency, level]) => ({ competency, level })),
    ).map(({ pointer, code }) => `${pointer} ${code}`);

  expect(mistakesOf(['A', 'autonomy'], ['B', 'autonomy'], ['B', 'observation'])).toEqual([]);
  expect(mistakesOf(['C', 'autonomy'], ['A', 'nowhere'], ['C', 'autonomy'])).toEqual([
    '/items/0/competency unknown_competency',
    '/items/1/level unknown_level',
    '/items/2/competency unknown_competency',
    '/items/2 duplicate_item',
  ]);
});

test('a competency of a mission alone is one that the ladder uses', () => {
  const mission = { code: 'm', title: 'm', level: 'observation', competencies: ['D'] };
  const ladder = { ...smallLadder(), missions: [mission] };
  expect(findSelfAssessmentMistakes(ladder, [{ competency: 'D', level: 'observation' }])).toEqual([]);
});

test.each([
  ['running', life, null],
  ['suspended', { ...life, suspensions: [{ from: today, until: tomorrow }] }, null],
  ['in its last day', { ...life, until: tomorrow }, null],
  ['over since today', { ...life, until: today }, 'completed'],
  ['to begin tomorrow', { ...life, startsOn: tomorrow }, 'signed'],
  ['not signed', { ...life, signedOn: null }, 'draft'],
  ['cancelled', { ...life, cancelledOn: today }, 'cancelled'],
])('somebody looks back on a day on which the contract is %s: %s', (_, asked, status) => {
  expect(statusAgainstAssessing(asked, today)).toBe(status);
});

test('the history tells that the alternant looked back, and nothing of what they saw', () => {
  const by = requireAlternant(person('ines'), everybody);
  const items = [
    { competency: 'A', level: 'autonomy', comment: 'Je doute' },
  ] as unknown as SelfAssessment['items'];
  const fact = selfAssessmentRecorded(by, { id: 'a' as SelfAssessmentId, on: today, items });

  expect(fact.event).toEqual({
    type: 'self_assessment.recorded',
    data: { selfAssessmentId: 'a', on: today },
  });
  expect(rowIn<SelfAssessmentEntity>([fact], 'self_assessments')).toEqual({
    id: 'a',
    assessedBy: 'ines',
    onDay: today,
    items,
  });
});
