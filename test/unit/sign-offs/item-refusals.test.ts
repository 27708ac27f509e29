import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explainEvidence } from '../../../src/features/sign-offs/item-refusals.errors.js';
import type { Count, Evidence } from '../../../src/features/ladder/ladder.types.js';
import { countWords, MAX_WORDS } from '../../../src/kernel/sentences.js';
import { runs, SEED } from '../../support/runs.js';

const of = (have: number, need: number): Count => ({ have, need });
const TITLE = 'Aide à la toilette';

test.each<[string, Evidence]>([
  ['encore une observation', { observations: of(0, 1), observers: of(0, 1), distinctDays: of(0, 1) }],
  [
    'encore 2 observations, 2 autres jours, dont une par un autre collègue',
    { observations: of(1, 3), observers: of(1, 2), distinctDays: of(1, 3) },
  ],
  [
    'encore une observation, un autre jour, par un autre collègue',
    { observations: of(2, 2), observers: of(1, 2), distinctDays: of(1, 2) },
  ],
  [
    'encore 3 observations, 2 jours différents, par 2 personnes différentes',
    { observations: of(0, 3), observers: of(0, 2), distinctDays: of(0, 2) },
  ],
  [
    'encore une observation, depuis le retrait',
    { observations: of(2, 2), observers: of(1, 1), distinctDays: of(2, 1), reobserved: of(0, 1) },
  ],
  [
    'encore 2 observations, dont une par vous, sous ce contrat',
    { observations: of(1, 3), observers: of(1, 1), distinctDays: of(1, 1), bySigner: of(0, 1) },
  ],
])('what is missing of a quorum: %s', (words, evidence) => {
  expect(explainEvidence(evidence, TITLE).fr).toBe(`« ${TITLE} » : ${words}.`);
});

test('whatever is missing is said in 25 words', () => {
  const count = fc.tuple(fc.nat(3), fc.nat(9)).map(([have, need]) => of(have, need));
  const evidence = fc.record({
    observations: count,
    observers: count,
    distinctDays: count,
    reobserved: fc.constant(of(0, 1)),
    bySigner: fc.constant(of(0, 1)),
  });
  const titles = fc.array(fc.constantFrom('Accompagner', 'la', 'personne', 'dans'), {
    minLength: 1,
    maxLength: 40,
  });

  fc.assert(
    fc.property(evidence, titles, (missing, title) => {
      const { fr, en } = explainEvidence(missing, title.join(' '));
      return countWords(fr) <= MAX_WORDS && countWords(en) <= MAX_WORDS;
    }),
    { seed: SEED, numRuns: runs(200, 2000) },
  );
});
