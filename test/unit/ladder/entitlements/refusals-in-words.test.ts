import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  explainRefusal,
  type Refusal,
} from '../../../../src/features/ladder/entitlements/entitlement.types.js';
import { whoHelps } from '../../../../src/features/ladder/entitlements/who-helps.rules.js';
import { explainObstacles } from '../../../../src/features/ladder/entitlements/obstacles.types.js';
import type { Obstacles } from '../../../../src/features/ladder/ladder.types.js';
import { refusedWithoutMandate } from '../../../../src/features/mandates/whom-to-ask.types.js';
import type { Mandate, Team } from '../../../../src/features/mandates/mandates.types.js';
import { NEVER_FOR_AN_ALTERNANT } from '../../../../src/features/frameworks/acts.types.js';
import { bilingual } from '../../../../src/kernel/language.js';
import type { Day } from '../../../../src/kernel/days.js';
import type { PersonId } from '../../../../src/kernel/ids.js';
import { countWords, MAX_WORDS } from '../../../../src/kernel/sentences.js';
import { runs, SEED } from '../../../support/runs.js';

const on = '2026-09-30' as Day;
const long = 'Accompagner les personnes dans les actes essentiels de la vie quotidienne et de la vie sociale';

const lacking = (competency: string) => ({
  level: 'simple_tasks',
  competency,
  levelTitle: 'Tâches simples',
  competencyTitle: competency === 'C1' ? long : competency,
});

const obstacles = (values: Partial<Obstacles> = {}): Obstacles => ({
  missing: [lacking('C1')],
  awaiting: [],
  titles: new Map([
    ['simple_tasks', 'Tâches simples'],
    ['supervised_care', 'Soins supervisés'],
  ]),
  ...values,
});

test('a closed level names what comes first, how much more, and whose turn it is', () => {
  const more = ['C2', 'C3'].map(lacking);
  const missing = [...obstacles().missing, ...more];

  expect(explainObstacles('supervised_care', obstacles({ missing, signer: 'Julie Roux' })).fr).toBe(
    'Palier « Soins supervisés » fermé : Julie Roux doit encore valider « Accompagner les personnes dans les actes… » et 2 autres compétences.',
  );
  expect(explainObstacles('supervised_care', obstacles()).fr).toBe(
    'Palier « Soins supervisés » fermé : un tuteur doit encore valider « Accompagner les personnes dans les actes… ».',
  );
  const awaiting = ['simple_tasks'];
  expect(
    explainObstacles('supervised_care', obstacles({ missing: [], awaiting, decider: 'Julie Roux' })).fr,
  ).toBe('Palier « Soins supervisés » fermé : Julie Roux doit encore décider du passage « Tâches simples ».');
});

test('each reason against a mission is one French sentence of at most 25 words, however long its parts', () => {
  const name = 'Marie-Christine de La Rochefoucauld';
  const titled = fc.constantFrom('Tâches', 'Soins supervisés', long);
  const closed = fc.record({
    level: titled,
    first: titled,
    more: fc.nat(20),
    named: fc.boolean(),
    decided: fc.boolean(),
  });
  const isKnown = fc.boolean();
  const hours = fc.constantFrom(
    { kind: 'night', on, from: 20, to: 6 } as const,
    { kind: 'sunday', on } as const,
    { kind: 'holiday', on, name: bilingual('lundi de Pentecôte', 'Whit Monday') } as const,
  );
  const day = fc.constantFrom(on, null);
  const reason: fc.Arbitrary<Refusal> = fc.oneof(
    fc.constant({ code: 'contract_not_active' } as const),
    closed.map(({ level, first, more, named, decided }) => ({
      code: 'level_locked' as const,
      level: 'supervised_care',
      obstacles: obstacles({
        missing: Array.from({ length: more + (decided ? 0 : 1) }, (_, index) => lacking(`C${index + 1}`)),
        awaiting: decided ? ['simple_tasks'] : [],
        titles: new Map([
          ['simple_tasks', first],
          ['supervised_care', level],
        ]),
        ...(named ? { signer: name, decider: name } : {}),
      }),
    })),
    fc.constantFrom({ code: 'concern', reviewer: name } as const, { code: 'concern' } as const),
    fc.record({ code: fc.constant('age' as const), minAge: fc.constant(18), isKnown }),
    fc.record({ code: fc.constant('age' as const), hours, isKnown }),
    fc.record({ code: fc.constant('regulated' as const), lapsedOn: day, isKnown }),
    fc.constant({ code: 'structure', structureType: 'EHPAD', host: null } as const),
    fc.constant({
      code: 'structure',
      structureType: 'ACCUEIL_MERE_ENFANT',
      host: 'Maison d’accueil spécialisée Les Trois Rivières de la Haute-Loire',
    } as const),
    fc.record({
      code: fc.constant('prerequisite' as const),
      prerequisite: fc.constantFrom('choking', 'afgsu_2', 'blood_exposure', 'x'),
      lapsedOn: day,
      holdsFrom: day,
    }),
    fc
      .constantFrom(...NEVER_FOR_AN_ALTERNANT.keys())
      .map((act) => ({ code: 'never_for_an_alternant' as const, act })),
  );

  fc.assert(
    fc.property(reason, (refusal) => {
      const { fr } = explainRefusal(refusal);
      expect(fr).toMatch(/^\p{Lu}.*\.$/u);
      expect(fr).not.toMatch(/\d{4}-\d\d|[a-z]_[a-z]|undefined/);
      expect(`${countWords(fr) <= MAX_WORDS} ${fr}`).toBe(`true ${fr}`);
    }),
    { seed: SEED, numRuns: runs(400, 4000) },
  );
});

const held = (who: string, role: Mandate['role'], values: Partial<Mandate> = {}) =>
  ({
    personId: who,
    role,
    from: '2026-01-01',
    until: null,
    maxLevel: null,
    absences: [],
    memberOn: [{ from: null, until: null }],
    ...values,
  }) as unknown as Mandate;
const away = { absences: [{ from: '2026-09-01' as Day, until: null }] };

test('a refusal points to who is there, the main tutor first, and never to who was refused', () => {
  const team: Pick<Team, 'mandates'> = {
    mandates: [held('ben', 'co_tutor'), held('julie', 'main_tutor'), held('remi', 'referent')],
  };
  const wanted = { roles: ['main_tutor', 'co_tutor'], on, not: 'ben' as PersonId } as const;
  const refusal = refusedWithoutMandate(team, wanted, 'Seul un tuteur valide', 'Only a tutor signs off');

  expect(refusal.asks?.people).toEqual(['julie']);
  expect(refusal.text.detail.fr).toBe('Seul un tuteur valide : demandez à un tuteur.');
  expect(refusal.naming(['Julie Roux']).text.detail.fr).toBe(
    'Seul un tuteur valide : demandez à Julie Roux.',
  );
  expect(refusal.naming([])).toBe(refusal);
});

test('who is absent, or left, helps nobody: then the employer names somebody', () => {
  const mandates = [held('julie', 'main_tutor', away), held('ben', 'co_tutor', { until: on })];
  const wanted = { roles: ['main_tutor', 'co_tutor'], on, not: null } as const;

  expect(refusedWithoutMandate({ mandates }, wanted, 'Seul un tuteur valide', 'x').text.detail.fr).toBe(
    'Seul un tuteur valide : demandez à l’employeur d’en nommer un.',
  );
  const names = { julie: 'Julie Roux', remi: 'Rémi Petit' };
  expect(whoHelps({ mandates: [...mandates, held('remi', 'referent')], names }, on)).toEqual({
    signer: undefined,
    decider: undefined,
    reviewer: 'Rémi Petit',
  });
});
