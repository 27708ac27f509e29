import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from '@jest/globals';
import {
  MISSION_KINDS,
  SEVEN_KINDS,
  type FrameworkTree,
  type LadderContent,
  type Mission,
} from '../../../src/features/frameworks/frameworks.types.js';
import { findFindings } from '../../../src/features/frameworks/ladders/findings.rules.js';
import { kindOfShipped, withKinds } from '../../../src/features/frameworks/ladders/kinds.rules.js';
import { readLadder } from '../../../src/features/frameworks/ladders/ladder-form.rules.js';
import { describePrerequisite } from '../../../src/features/frameworks/prerequisites.types.js';
import { sent } from '../../../src/features/frameworks/reading/reading.rules.js';
import { ACTIVITIES } from '../../../src/features/frameworks/templates/activities.types.js';
import { limitsOf } from '../../../src/features/frameworks/templates/limits.rules.js';
import { composeTemplate } from '../../../src/features/frameworks/templates/templates.rules.js';
import type { BaseLadder } from '../../../src/features/frameworks/templates/templates.types.js';
import type { LadderId } from '../../../src/kernel/ids.js';
import { STRUCTURE_TYPES } from '../../../src/kernel/labels/structure-types.js';

type ShippedLadder = LadderContent & {
  readonly framework: { readonly code: string; readonly version: string };
};

const frameworks = readFolder<FrameworkTree>('frameworks');
const ladders = readFolder<ShippedLadder>('ladders');
const activities = [...ACTIVITIES.values()];

const baseOf = ({ code }: FrameworkTree): BaseLadder | null => {
  const shipped = ladders.find(({ framework }) => framework.code === code);
  return shipped ? { ...shipped, id: 'id' as LadderId, revision: 1 } : null;
};
const templateOf = (framework: FrameworkTree, ...types: string[]) =>
  composeTemplate(framework, baseOf(framework), types);
const named = (code: string): FrameworkTree => {
  const found = frameworks.find((framework) => framework.code === code);
  if (!found) throw new Error(code);
  return found;
};
/** What a draft of it says, as it would be sent. */
const drafted = ({ levels, missions }: Pick<LadderContent, 'levels' | 'missions'>): LadderContent => ({
  code: 'ours',
  title: 'Le nôtre',
  levels,
  missions,
});
const own = (code: string, ...competencies: string[]): FrameworkTree => ({
  code,
  version: '1',
  title: 'Diplôme',
  blocks: [
    { code: 'B', title: 'Bloc', competencies: competencies.map((one) => ({ code: one, title: one })) },
  ],
  details: {},
});

const pairs = frameworks.flatMap((framework) =>
  [...STRUCTURE_TYPES.keys()].map((structure) => [framework, structure] as const),
);

test('of every diploma in every structure comes a ladder that is read and published without a mistake', () => {
  const wrong = pairs.flatMap(([framework, structure]) => {
    const template = templateOf(framework, structure);
    if (template.missions.length === 0)
      return baseOf(framework) ? [`${framework.code} ${structure}: nothing`] : [];
    const ladder = drafted(template);
    const from = sent({ frameworkId: 'any', ...structuredClone(ladder) });
    const again = readLadder(from, 'frameworkId');
    const errors = findFindings(ladder, framework).filter(({ severity }) => severity === 'error');
    const listed = [...from.mistakes, ...errors].map(({ pointer, code }) => `${pointer} ${code}`);
    return isDeepStrictEqual(again, ladder)
      ? listed.map((line) => `${framework.code} ${structure}: ${line}`)
      : [`${framework.code} ${structure}: read otherwise`];
  });

  expect(pairs.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test.each([
  ['DEAS', 'EHPAD'],
  ['DEAS', 'MAS'],
  ['DEAES', 'EHPAD'],
  ['DEAES', 'IME'],
  ['DEAES', 'MAS'],
  ['DEES', 'IME'],
  ['DEES', 'MECS'],
])('the template %s in %s offers the seven kinds at levels that all have a mission', (code, structure) => {
  const { missions, levels, missingKinds, gaps } = templateOf(named(code), structure);

  expect(missingKinds).toEqual([]);
  expect(levels.filter((level) => missions.every((mission) => mission.level !== level.code))).toEqual([]);
  expect(gaps.filter(({ unpractisedAt }) => unpractisedAt)).toEqual([]);
});

test('in a hospital an aide-soignant washes, moves and feeds people, and only group activities are missing', () => {
  const { missions, missingKinds, gaps } = templateOf(named('DEAS'), 'CH');

  expect(missions.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['hyg_03', 'mob_02', 'mea_02', 'act_01']),
  );
  expect([missingKinds, gaps.filter(({ unpractisedAt }) => unpractisedAt)]).toEqual([
    ['group_activities'],
    [],
  ]);
});

test('a template in a crèche says which kinds and competencies of the aide-soignant have no mission there', () => {
  const { missions, missingKinds, gaps } = templateOf(named('DEAS'), 'EAJE');

  expect(missingKinds).toEqual(['hygiene_comfort', 'meals', 'group_activities', 'mobility']);
  expect(missions.map(({ code }) => code)).not.toContain('hyg_03');
  const unpractised = gaps.flatMap((gap) =>
    gap.unpractisedAt ? [`${gap.competency} ${gap.unpractisedAt.code}`] : [],
  );
  expect(unpractised).toEqual(['C2 supervised_care', 'C4 supervised_care', 'C5 simple_tasks']);
  const findings = findFindings(drafted(templateOf(named('DEAS'), 'EAJE')), named('DEAS'));
  expect(findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['competency_without_mission', 'kind_without_mission']),
  );
});

test('several structures are all that is done in one of them, by level and then by kind', () => {
  const codes = (...types: string[]) => templateOf(named('DEAES'), ...types).missions.map(({ code }) => code);
  const both = templateOf(named('DEAES'), 'EHPAD', 'IME');

  expect(new Set(codes('EHPAD', 'IME'))).toEqual(new Set([...codes('EHPAD'), ...codes('IME')]));
  const ranks = both.missions.map(
    ({ level, kind }) =>
      both.levels.findIndex(({ code }) => code === level) * 100 + MISSION_KINDS.indexOf(kind as never),
  );
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
});

test('a diploma of which the platform has no ladder has the levels of the others, and requires what is practised', () => {
  const framework = own('DEAP', 'C1', 'C1bis', 'C3', 'C10', 'C11', 'C99');
  const template = composeTemplate(framework, null, ['EAJE']);

  expect(template.levels.map(({ code }) => code)).toEqual([
    'observation',
    'simple_tasks',
    'supervised_care',
    'autonomy',
  ]);
  expect(template.missions.map(({ code }) => code)).toEqual(expect.arrayContaining(['hyg_06', 'ani_04']));
  expect(template.missions.map(({ code }) => code)).not.toContain('hyg_03');
  expect(template.gaps.map(({ competency }) => competency)).toContain('C99');
  const found = findFindings(drafted(template), framework).map(({ code }) => code);
  expect([...new Set(found)].toSorted()).toEqual([
    'competency_unused',
    'kind_without_mission',
    'level_without_mission',
    'quorum_needs_several_observers',
  ]);
  const lonely = composeTemplate(own('DEEJE', 'BC1.03'), null, ['EAJE']);
  expect(lonely.levels.map(({ requirements }) => requirements.map(({ competency }) => competency))).toEqual(
    Array(4).fill(['BC1.03']),
  );
});

test('the levels where the platform has no ladder are those of the ladders that it ships', () => {
  const { levels } = composeTemplate(own('DEAP', 'C1', 'C10'), null, ['EHPAD']);
  const [shipped] = ladders;

  const steps = (of: LadderContent['levels']) =>
    of.map(({ code, title, supervision, unlock, requirements }) => [
      { code, title, supervision, unlock },
      requirements.at(-1)?.quorum,
    ]);
  expect(steps(levels)).toEqual(steps(shipped?.levels ?? []));
});

test('what nobody knows an activity of gives nothing to draft', () => {
  for (const code of ['OWN', '__proto__', 'constructor']) {
    const template = composeTemplate(own(code, 'C1'), null, ['EHPAD']);
    expect([template.levels, template.missions, template.missingKinds]).toEqual([[], [], SEVEN_KINDS]);
    expect(template.gaps).toEqual([{ competency: 'C1', title: 'C1', levels: [], unpractisedAt: null }]);
  }
});

test('on another version of a diploma a template keeps what is still required, or else starts from what is practised', () => {
  const base = baseOf(named('DEAS'));
  const shorter = composeTemplate(own('DEAS', 'C1', 'C6', 'C10'), base, ['EHPAD']);
  expect(shorter.levels.map(({ requirements }) => requirements.map(({ competency }) => competency))).toEqual([
    ['C6', 'C10'],
    ['C1', 'C6', 'C10'],
    ['C1', 'C6', 'C10'],
    ['C1', 'C6', 'C10'],
  ]);
  const other = composeTemplate(own('DEAS', 'C1'), base, ['EHPAD']);
  expect(other.levels.map(({ requirements }) => requirements.length)).toEqual([1, 1, 1, 1]);
  expect(
    findFindings(drafted(other), own('DEAS', 'C1')).filter(({ severity }) => severity === 'error'),
  ).toEqual([]);
});

test('a template of a ladder as large as can be is no larger than a ladder can be', () => {
  const base = baseOf(named('DEAS'));
  if (!base) throw new Error('no ladder');
  const types = Array.from({ length: 99 }, (_, i) => `T${i}`);
  const mission: Mission = {
    code: 'hyg_01',
    title: 'Faire',
    level: 'observation',
    competencies: ['C1'],
    structureTypes: [...types, 'EHPAD'],
  };
  const missions = [mission, ...Array.from({ length: 499 }, (_, i) => ({ ...mission, code: `own_${i}` }))];
  const template = composeTemplate(named('DEAS'), { ...base, missions }, ['EHPAD']);
  const from = sent(structuredClone({ frameworkId: 'any', ...drafted(template) }));
  readLadder(from, 'frameworkId');

  expect([template.missions.length, from.mistakes]).toEqual([500, []]);
});

test('a mission says by its code what it is about where Palier ships it, and else where its author says it', () => {
  const mission = (code: string, more: Partial<Mission> = {}): Mission => ({
    code,
    title: 'Faire',
    level: 'one',
    competencies: ['C1'],
    ...more,
  });
  const kinds = (ownerId: string | null) =>
    withKinds([mission('mea_01'), mission('act_1'), mission('hyg_01', { kind: 'meals' })], ownerId).map(
      ({ kind }) => kind,
    );

  expect(kinds(null)).toEqual(['meals', undefined, 'meals']);
  expect(kinds('centre')).toEqual([undefined, undefined, 'meals']);
  expect(['toString_01', 'mea_001', 'constructor', 'xyz_01'].map(kindOfShipped)).toEqual(Array(4).fill(null));
});

test('what bounds a mission is told with how sure we are of it', () => {
  const shown = (mission: Partial<Mission>) =>
    limitsOf({ code: 'x', title: '', level: '', competencies: [], ...mission }).map(
      ({ code, detail, certainty }) => `${code} (${certainty}): ${detail.fr}`,
    );

  expect(shown({ code: 'obs_04', regulated: true })).toEqual([
    'regulated (secondary): avant 18 ans, évaluation des risques et déclaration de l’employeur',
    'entrusted_by_nurse (secondary): confié par l’infirmier, au cas par cas',
    'training (ours): à avoir avant : la formation aux accidents d’exposition au sang',
  ]);
  expect(shown({ regulated: true, minAge: 16, acts: ['injection', 'sole_responsibility'] })).toEqual([
    'never_for_an_alternant (secondary): faire une injection',
    'never_for_an_alternant (ours): rester la seule personne responsable sur place, ou compter comme le professionnel de nuit',
    'min_age (ours): à partir de 16 ans',
    'regulated (ours): avant 18 ans, évaluation des risques et déclaration de l’employeur',
  ]);
  expect(shown({})).toEqual([]);
});

test('activities are called as in the ladders, and name only what is known', () => {
  const titles = new Map(ladders.flatMap(({ missions }) => missions.map(({ code, title }) => [code, title])));
  const competencies = new Map(
    frameworks.map(({ code, blocks }) => [
      code,
      blocks.flatMap((block) => block.competencies.map((c) => c.code)),
    ]),
  );

  expect(activities).toHaveLength(50);
  const isNeverAlone = ({ limits }: (typeof activities)[number]) =>
    limits.some(({ code }) => code === 'never_alone');
  expect(activities.filter((one) => isNeverAlone(one) !== (one.aloneFrom === null))).toEqual([]);
  expect(activities.filter(({ code, title }) => (titles.get(code) ?? title) !== title)).toEqual([]);
  expect(activities.filter(({ code }) => kindOfShipped(code) === null)).toEqual([]);
  expect(
    activities
      .flatMap((activity) => activity.structureTypes)
      .filter((c) => c !== '*' && !STRUCTURE_TYPES.has(c)),
  ).toEqual([]);
  expect(
    activities.flatMap(({ trainings }) => trainings).filter((c) => describePrerequisite(c).fr.includes(c)),
  ).toEqual([]);
  expect(
    activities.flatMap((activity) =>
      Object.entries(activity.competencies).flatMap(([diploma, codes]) =>
        codes.filter((code) => competencies.get(diploma)?.includes(code) === false),
      ),
    ),
  ).toEqual([]);
});

function readFolder<T>(folder: string): T[] {
  return readdirSync(join('data', folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join('data', folder, name), 'utf8')) as T);
}
