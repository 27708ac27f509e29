import { expect, test } from '@jest/globals';
import { readFramework } from '../../../src/features/frameworks/frameworks.rules.js';
import {
  rebaseLadder,
  renewedBy,
  renewFramework,
  sameContent,
} from '../../../src/features/frameworks/shipped/renewals.rules.js';

const OLD = {
  code: 'D',
  version: '1',
  title: 'Diplôme',
  rncp: 'RNCP1111',
  rncpExpiresAt: '2025-09-01',
  rncpSuccessor: { rncp: 'RNCP2222' },
  level: 4,
  verified: true,
  verifiedScope: 'all of it',
  source: ['the old sheet'],
  blocks: [
    {
      code: 'BC01',
      rncpBlockCode: 'RNCP1111BC01',
      title: 'Soins',
      competencies: [{ code: 'C1', title: 'Un', workingIndicators: ['x'] }],
    },
  ],
};
const RENEWAL = { renews: { code: 'D', version: '1' }, version: '2', rncp: 'RNCP2222', verified: false };

test('the framework under the new sheet has the competencies of the old one, and nothing that only the old sheet says', () => {
  const { framework, mistakes } = readFramework(renewFramework(OLD, RENEWAL));

  expect(mistakes).toEqual([]);
  expect(framework).toEqual({
    code: 'D',
    version: '2',
    title: 'Diplôme',
    blocks: [{ code: 'BC01', title: 'Soins', competencies: OLD.blocks[0]?.competencies }],
    details: { level: 4, rncp: 'RNCP2222', verified: false, carriedOverFrom: 'RNCP1111' },
  });
});

test('its ladder keeps its code, levels and missions, and says under which sheet it is', () => {
  const ladder = {
    framework: { code: 'D', version: '1' },
    code: 'd',
    title: 'Parcours',
    levels: [],
    missions: [],
  };

  expect(rebaseLadder(ladder, RENEWAL)).toEqual({
    ...ladder,
    framework: { code: 'D', version: '2' },
    title: 'Parcours (fiche RNCP2222)',
  });
});

test('a renewal says which version it takes the place of', () => {
  expect(renewedBy(RENEWAL)).toEqual({ code: 'D', version: '1' });
  expect([renewedBy({}), renewedBy({ renews: { code: 'D' } })]).toEqual([null, null]);
});

test('everything stands for itself, exactly', () => {
  expect(sameContent(new Set(['C1']), [{ code: 'one' }])).toEqual({
    competencies: [{ from: 'C1', to: 'C1', kind: 'exact' }],
    levels: [{ from: 'one', to: 'one' }],
  });
});
