import { expect, test } from '@jest/globals';
import type { BookletFacts } from '../../../src/features/booklet/booklet-facts.types.js';
import { judgementsOf } from '../../../src/features/booklet/booklet-parts.rules.js';
import type { BookletSources } from '../../../src/features/booklet/booklet-sources.types.js';
import { weekInWords, wordsOf } from '../../../src/features/booklet/booklet-words.rules.js';
import { bookletOf, stairsOf, signOffsThatCount } from '../../../src/features/booklet/booklet.rules.js';
import type { StepOfStairs } from '../../../src/features/booklet/booklet.types.js';
import { canonicalJson } from '../../../src/features/booklet/canonical-json.rules.js';
import { formParts } from '../../../src/features/booklet/parts/reviews-part.rules.js';
import { printable } from '../../../src/features/booklet/printable.rules.js';
import { staircaseSvg, stairsInWords } from '../../../src/features/booklet/staircase.rules.js';
import { TOPICS_OF, type Review } from '../../../src/features/reviews/reviews.types.js';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import type { LadderState } from '../../../src/features/ladder/ladder.types.js';

const day = (value: string) => value as Day;
const on = day('2026-03-12');
const signOff = {
  id: 's1',
  ladderId: null,
  by: 'tutor',
  on,
  competency: 'C1',
  level: 'one',
  outcome: 'acquired',
  words: null,
  overturned: false,
  revocation: null,
};
const facts: BookletFacts = {
  readsComments: true,
  framework: { title: 'Aide-soignant', version: '1' },
  blocks: [
    { title: 'Bloc 1', competencies: [{ code: 'C1', title: 'Aider au repas' }] },
    { title: 'Bloc vide', competencies: [{ code: 'C9', title: 'Non demandée' }] },
  ],
  mandates: [{ person: 'tutor', role: 'main_tutor', from: on, until: day('2026-04-01') }],
  signOffs: [
    signOff,
    { ...signOff, id: 's2', outcome: 'not_yet', words: 'Revoir' },
    {
      ...signOff,
      id: 's3',
      competency: 'OLD',
      revocation: { by: 'gone', code: 'safety', reason: 'Chute', on },
    },
  ],
  judgementCount: 3,
  seen: [
    { ladderId: null, competency: 'C1', level: 'one', times: 2, observers: ['tutor'], first: on, last: on },
  ],
  decisions: [
    {
      id: 'd',
      ladderId: null,
      level: 'one',
      decision: 'decline',
      capacity: 'tutor',
      by: 'tutor',
      on,
      reason: 'Trop tôt',
      overturned: false,
    },
  ],
  assignments: [{ mission: 'm1', from: on, until: null, by: 'tutor' }],
  work: [{ mission: 'm1', minutes: 90, times: 1 }],
  journal: [{ on, mission: 'm1', minutes: 90, text: 'Un récit' }],
  journalCount: 4,
  disputes: [
    {
      kind: 'sign_off',
      ladderId: null,
      competency: 'C1',
      level: 'one',
      by: 'ines',
      forChild: false,
      on,
      grounds: 'Non',
      ending: 'fact_stands',
      reason: 'Si',
      endedBy: 'tutor',
      endedOn: on,
    },
  ],
  attestations: [{ prerequisite: 'afgsu', from: on, until: null }],
  names: { tutor: 'Claire Aubry', ines: 'Inès Moreau' },
};
const requirement = { competency: 'C1', title: 'x', status: 'acquired', signOffId: 's1', migratedFrom: null };
const state = {
  sequence: 3,
  currentLevel: 'one',
  currentLevelTitle: 'Un',
  complete: false,
  levels: [
    {
      code: 'one',
      index: 1,
      title: 'Un & <deux>',
      supervision: 'direct',
      status: 'open',
      reason: null,
      decisions: [],
      requirements: [requirement],
      missing: [],
    },
  ],
  completion: { acquired: 1, required: 1 },
} as unknown as LadderState;
const sources: BookletSources = {
  facts,
  on,
  sequence: 3,
  recordedAt: '2026-03-12T08:00:00.000Z' as Instant,
  kind: 'apprenticeship',
  alternant: 'Inès Moreau',
  employer: 'EHPAD',
  trainingCentre: 'CFA',
  life: {
    startsOn: day('2026-01-01'),
    until: day('2027-01-01'),
    signedOn: null,
    suspensions: [],
    endedOn: null,
    endedAs: null,
    cancelledOn: null,
  },
  calendar: null,
  ladder: {
    id: 'l' as LadderId,
    code: 'l',
    title: 'Parcours',
    levels: [
      {
        code: 'one',
        title: 'Un & <deux>',
        supervision: 'direct',
        unlock: 'automatic',
        requirements: [{ competency: 'C1' }],
      },
    ],
    missions: [{ code: 'm1', title: 'Repas', level: 'one', competencies: ['C1'] }],
    competencyTitles: { C1: 'Aider au repas' },
  },
  earlier: [],
  state,
  reviews: [],
  due: [],
  most: { judgements: 2, reviews: 1 },
};

test('who reads confidences gets all of it, in titles and names, and what is left out is counted', () => {
  const whole = bookletOf(sources);
  expect(whole).toMatchObject({
    reader: 'confidences',
    contract: {
      status: 'projet',
      team: [{ name: 'Claire Aubry', role: 'tuteur principal', to: '2026-03-31' }],
    },
    blocks: [
      {
        title: 'Bloc 1',
        competencies: [
          {
            title: 'Aider au repas',
            levels: [{ status: 'acquise', by: 'Claire Aubry', seen: { times: 2 } }],
          },
        ],
      },
    ],
    judgements: [
      { what: 'pas encore', words: 'Revoir' },
      { what: 'retiré : sécurité', by: 'nom effacé', words: 'Chute' },
    ],
    missions: [{ title: 'Repas', minutes: 90 }],
    journal: [{ text: 'Un récit' }],
    disputes: [{ by: 'Inès Moreau', grounds: 'Non', ending: 'maintenu', answer: 'Si' }],
    omitted: { judgements: 1, journal: 3 },
  });
  expect(JSON.stringify(whole)).not.toMatch(/"C1"|"one"|"m1"|OLD/);
});

test('the administration gets no comment, no text of the journal and no dispute', () => {
  const some = bookletOf({ ...sources, facts: { ...facts, readsComments: false } });
  expect(some).toMatchObject({ reader: 'administration', disputes: null, journal: [{ text: null }] });
  expect(JSON.stringify(some)).not.toMatch(/Revoir|Chute|Trop tôt|récit|"Non"|"Si"/);
});

const REVIEW = {
  id: 'r1',
  kind: 'review',
  on,
  mode: 'centre',
  place: 'Salle 2',
  sequence: 7,
  recordedAt: '2026-03-01T08:00:00.000Z',
  recordedBy: 'tutor',
  amends: null,
  amendedBy: 'r2',
  status: 'closed',
  steps: [
    { kind: 'held', on, reason: null, recordedAt: '2026-03-12T08:00:00.000Z', recordedBy: 'tutor' },
    {
      kind: 'closed',
      on: null,
      reason: 'Inès refuse',
      recordedAt: '2026-04-01T08:00:00.000Z',
      recordedBy: 'tutor',
    },
  ],
  sections: [
    {
      part: 'tutor',
      items: [{ topic: 'strengths', text: 'Progresse' }],
      sequence: 8,
      recordedAt: '2026-03-13T08:00:00.000Z',
      writtenBy: 'tutor',
    },
  ],
  answers: [
    {
      part: 'alternant',
      agrees: false,
      comment: 'Faux horaires',
      recordedAt: '2026-03-14T08:00:00.000Z',
      answeredBy: 'ines',
    },
  ],
} as unknown as Review;
const LATER = {
  ...REVIEW,
  id: 'r2',
  on: day('2026-04-02'),
  amends: 'r1',
  amendedBy: null,
  status: 'planned',
  steps: [],
  sections: [],
  answers: [],
} as unknown as Review;
const DUE = {
  kind: 'visit',
  dueOn: day('2026-05-01'),
  state: 'soon',
  basis: 'centre',
  plannedOn: null,
} as unknown as BookletSources['due'][number];

test('of reviews who reads confidences gets texts and who agrees, the administration days and steps alone', () => {
  const read = (more: Partial<BookletSources>) =>
    bookletOf({
      ...sources,
      reviews: [REVIEW, LATER],
      due: [DUE],
      most: { judgements: 2, reviews: 2 },
      ...more,
    });
  const whole = read({});
  expect(whole.reviews).toMatchObject([
    { on: '2026-04-02', status: 'prévu', amends: on, missing: [] },
    {
      kind: 'bilan',
      place: 'Salle 2',
      amendedBy: '2026-04-02',
      steps: [{ what: 'prévu', on: '2026-03-01' }, { what: 'tenu', meeting: on }, { words: 'Inès refuse' }],
      sections: [
        { part: 'tuteur', by: 'Claire Aubry', topics: [{ title: 'points forts', text: 'Progresse' }] },
      ],
      answers: [{ part: 'alternant', by: 'Inès Moreau', agrees: false, words: 'Faux horaires' }],
      missing: ['tuteur', 'référent'],
    },
  ]);
  expect(whole.dueReviews).toMatchObject([
    { kind: 'visite sur le lieu de travail', basis: 'règle du centre' },
  ]);
  const some = read({ facts: { ...facts, readsComments: false } });
  expect(some.reviews[1]).toMatchObject({ place: null, sections: null, answers: null, missing: null });
  expect(some.reviews[1]?.steps).toHaveLength(3);
  expect(JSON.stringify(some)).not.toMatch(/Progresse|horaires|refuse|Salle|"agrees"/);
  expect(some.dueReviews).toEqual(whole.dueReviews);
  const cut = read({ most: { judgements: 2, reviews: 1 } });
  expect([cut.reviews.map((one) => one.on), cut.omitted.reviews]).toEqual([['2026-04-02'], 1]);
});

test('a form asks what the product asks; a signer is looked for however many signed since', () => {
  expect(formParts().map(({ title, topics }) => [title, topics.length])).toEqual([
    ['alternant', TOPICS_OF.alternant.length],
    ['tuteur', TOPICS_OF.tutor.length],
    ['référent', TOPICS_OF.referent.length],
  ]);
  expect(signOffsThatCount(state)).toEqual(['s1']);
});

test('what is equal is written alike, whatever the order of its members', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: undefined })).toBe('{"b":[1,{"c":"é","d":null}]}');
  expect(canonicalJson({ y: 1, x: 2 })).toBe(canonicalJson({ x: 2, y: 1 }));
});

test('controls and marks of direction are not printed; letters of every script are', () => {
  expect(printable({ a: ['x\u202ey\u0000', 'مريم\n'], n: 1 })).toEqual({ a: ['x y ', 'مريم\n'], n: 1 });
  expect(printable(`${'e\u0301'.repeat(30)} Jean-François-Lefèvre-Dumoulin`)).toBe(
    `${Array.from({ length: 30 }, () => 'e\u0301').join('\u200b')} Jean-François-Lefèvre-Dumoulin`,
  );
});

test('the stairs are a picture of text, whatever a title holds, and are told in words', () => {
  const hostile: StepOfStairs = {
    index: 1,
    title: `</text><script>alert("1")</script>&\u202e\u0001${'très long '.repeat(20)}`,
    supervision: 'observer seulement',
    status: 'ouvert',
    state: 'current',
    acquired: 0,
    required: 4,
  };
  const svg = staircaseSvg([hostile, ...stairsOf(state)], 'Le parcours');
  expect(svg).not.toMatch(/<script|\u202e/);
  expect(svg).not.toContain('\u0001');
  expect(svg).toContain('&lt;/text&gt;');
  expect(stairsInWords(stairsOf(state))).toBe('Palier 1, Un & <deux> : ouvert, 1 sur 1');
});

test('what an earlier ladder named has no code on paper, and a long comment ends in dots', () => {
  const words = wordsOf(sources);
  expect([words.competency('__proto__'), words.level('OLD'), words.person('gone')]).toEqual([
    'compétence d’un parcours antérieur',
    'palier d’un parcours antérieur',
    'nom effacé',
  ]);
  const [judged] = judgementsOf({ ...signOff, outcome: 'not_yet', words: 'x'.repeat(700) }, true, words);
  expect(judged?.words).toHaveLength(601);
  expect(weekInWords({ company: ['monday'], centre: ['friday'], halfDays: [] })).toBe(
    'chez l’employeur : lundi ; au centre : vendredi',
  );
});
