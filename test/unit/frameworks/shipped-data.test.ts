import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { kindOfShipped } from '../../../src/features/frameworks/ladders/kinds.rules.js';
import { SEVEN_KINDS } from '../../../src/features/frameworks/frameworks.types.js';
import { NEVER_FOR_AN_ALTERNANT } from '../../../src/features/frameworks/acts.types.js';
import type { Day } from '../../../src/kernel/days.js';
import { LEGAL_RULES } from '../../../src/kernel/legal-rules.js';
import {
  describePrerequisite,
  PREREQUISITES,
  usualEnd,
} from '../../../src/features/frameworks/prerequisites.types.js';

import { STRUCTURE_TYPES } from '../../../src/kernel/labels/structure-types.js';

type Framework = {
  code: string;
  version: string;
  title: string;
  blocks: { code: string; title: string; competencies: { code: string; title: string }[] }[];
};

type Ladder = {
  framework: { code: string; version: string };
  code: string;
  title: string;
  levels: { code: string; title: string; requirements: { competency: string }[] }[];
  missions: {
    code: string;
    title: string;
    level: string;
    competencies: string[];
    structureTypes: string[];
    minAge?: number;
    regulated?: boolean;
  }[];
};

type Listed = { code: string; label: string; source?: string; certainty?: string };

type StructureType = { code: string; finessCategory: string | null; label: string; labelEn: string };

/** Common English words, none of which a French title would hold. */
const ENGLISH =
  /(?<!\p{L})(the|of|with|without|and|for|from|by|to|is|are|one's|own|a person|persons|people|help|care|meal|meals|team|meeting|daily|report|training)(?!\p{L})/iu;

const LADDER_FIELDS = ['framework', 'code', 'title', 'levels', 'missions'];
const MISSION_FIELDS = [
  'code',
  'title',
  'level',
  'competencies',
  'structureTypes',
  'minAge',
  'regulated',
  'prerequisites',
  'acts',
];

const frameworks = readFolder<Framework>('frameworks');
const ladders = readFolder<Ladder>('ladders');
const structureTypes = readJson<StructureType[]>('data', 'structure-types.json');

const acts = readJson<Listed[]>('data', 'acts.json');

const eachLadder = ladders.map((ladder) => [ladder.code, ladder] as const);

test('a ladder is shipped for the aide-soignant, the AES and the éducateur spécialisé', () => {
  const diplomas = ladders.map((ladder) => ladder.framework.code);

  expect(diplomas).toEqual(expect.arrayContaining(['DEAS', 'DEAES', 'DEES']));
});

/** Files hold the straight apostrophe, sentences the curly one. */
const stated = (label: string) => label.replaceAll("'", '’').toLowerCase();

test('the acts that are never an alternant’s are those that the code refuses, each with its source and how sure it is', () => {
  expect(acts.map(({ code, label }) => [code, stated(label)])).toEqual(
    [...NEVER_FOR_AN_ALTERNANT].map(([code, { fr }]) => [code, fr.toLowerCase()]),
  );
  expect(
    acts.filter(({ source, certainty }) => !source || !/^(secondary|ours)$/.test(certainty ?? '')),
  ).toEqual([]);
  expect(
    acts.filter(({ source, certainty }) => certainty === 'ours' && !source?.includes('à confirmer')),
  ).toEqual([]);
});

test('each prerequisite has a name, rules of the law that are known, and reminders of which the first comes first', () => {
  expect(repeated(PREREQUISITES.map(({ code }) => code))).toEqual([]);
  for (const { code, fr, legalRules, reminderWeeks, validityMonths, source, certainty } of PREREQUISITES) {
    expect(describePrerequisite(code).fr).toBe(fr);
    for (const rule of legalRules) expect(LEGAL_RULES.map((one) => one.code)).toContain(rule);
    expect(reminderWeeks[0]).toBeGreaterThan(reminderWeeks[1]);
    expect([source === null, certainty === null]).toEqual(source === null ? [true, true] : [false, false]);
    if (validityMonths !== null) expect(source).not.toBeNull();
  }
  expect(describePrerequisite('of_our_own').fr).toContain('of_our_own');
  expect(usualEnd('afgsu_2', '2026-02-28' as Day)).toBe('2030-02-28');
  expect(usualEnd('of_our_own', '2026-02-28' as Day)).toBeNull();
});

test('codes of frameworks, ladders and structure types are unique', () => {
  expect(repeated(frameworks.map(({ code, version }) => `${code} ${version}`))).toEqual([]);
  expect(repeated(ladders.map(({ code }) => code))).toEqual([]);
  expect(repeated(structureTypes.map(({ code }) => code))).toEqual([]);
});

test.each(frameworks.map((framework) => [framework.code, framework] as const))(
  'the framework %s names each block and each competency once, in French',
  (_, framework) => {
    const competencies = framework.blocks.flatMap((block) => block.competencies);

    expect(framework.blocks.filter((block) => block.competencies.length === 0)).toEqual([]);
    expect(repeated(framework.blocks.map(({ code }) => code))).toEqual([]);
    expect(repeated(competencies.map(({ code }) => code))).toEqual([]);
    expect(english([framework, ...framework.blocks, ...competencies])).toEqual([]);
  },
);

test.each(eachLadder)('%s stands on a framework that is shipped', (_, ladder) => {
  expect(frameworkOf(ladder)).toBeDefined();
});

test.each(eachLadder)('%s has only the fields that the API knows', (_, ladder) => {
  expect(Object.keys(ladder)).toEqual(LADDER_FIELDS);
  expect(ladder.missions.flatMap(Object.keys).filter((field) => !MISSION_FIELDS.includes(field))).toEqual([]);
});

test.each(eachLadder)('every competency that %s names is in its framework', (_, ladder) => {
  const known =
    frameworkOf(ladder)?.blocks.flatMap((block) => block.competencies.map(({ code }) => code)) ?? [];
  const named = [
    ...ladder.levels.flatMap(requiredAt),
    ...ladder.missions.flatMap(({ competencies }) => competencies),
  ];

  expect(named.filter((code) => !known.includes(code))).toEqual([]);
});

test.each(eachLadder)('every level of %s requires something and has a mission', (_, ladder) => {
  const used = ladder.missions.map(({ level }) => level);

  expect(ladder.levels.length).toBeGreaterThanOrEqual(2);
  expect(ladder.levels.filter(({ requirements }) => requirements.length === 0)).toEqual([]);
  expect(ladder.levels.filter(({ code }) => !used.includes(code))).toEqual([]);
});

test.each(eachLadder)('every code in %s is in lower snake case and stands once', (_, ladder) => {
  const levels = ladder.levels.map(({ code }) => code);
  const missions = ladder.missions.map(({ code }) => code);

  expect(repeated(levels)).toEqual([]);
  expect(repeated(missions)).toEqual([]);
  expect(
    [ladder.code, ...levels, ...missions].filter((code) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(code)),
  ).toEqual([]);
  expect(ladder.levels.flatMap((level) => repeated(requiredAt(level)))).toEqual([]);
  expect(ladder.missions.flatMap(({ competencies }) => repeated(competencies))).toEqual([]);
});

test.each(eachLadder)('every mission of %s is at a level of the ladder', (_, ladder) => {
  const levels = ladder.levels.map(({ code }) => code);

  expect(ladder.missions.filter(({ level }) => !levels.includes(level))).toEqual([]);
});

test.each(eachLadder)('every mission of %s draws on competencies that some level requires', (_, ladder) => {
  const required = new Set(ladder.levels.flatMap(requiredAt));

  expect(ladder.missions.filter(({ competencies }) => competencies.length === 0)).toEqual([]);
  expect(
    ladder.missions.filter(({ competencies }) => !competencies.every((code) => required.has(code))),
  ).toEqual([]);
});

test.each(eachLadder)(
  'every competency that a level of %s requires can be seen in a mission of that level or below',
  (_, ladder) => {
    const unseen = ladder.levels.flatMap((level, index) => {
      const reached = ladder.levels.slice(0, index + 1).map(({ code }) => code);
      const seen = ladder.missions
        .filter((mission) => reached.includes(mission.level))
        .flatMap((m) => m.competencies);
      return requiredAt(level).filter((code) => !seen.includes(code));
    });

    expect(unseen).toEqual([]);
  },
);

test.each(eachLadder)('%s offers the seven kinds of missions', (_, ladder) => {
  expect(ladder.missions.filter(({ code }) => kindOfShipped(code) === null)).toEqual([]);
  expect(kindsIn(ladder.missions)).toEqual(expect.arrayContaining([...SEVEN_KINDS]));
});

test.each([
  ['deas_default', 'EHPAD'],
  ['deas_default', 'MAS'],
  ['deas_default', 'FAM'],
  ['deaes_default', 'EHPAD'],
  ['deaes_default', 'MAS'],
  ['deaes_default', 'IME'],
  ['dees_default', 'IME'],
  ['dees_default', 'MECS'],
])('%s offers the seven kinds of missions in one and the same structure: %s', (code, structure) => {
  const offered = missionsOf(code).filter(
    (m) => m.structureTypes.includes('*') || m.structureTypes.includes(structure),
  );

  expect(kindsIn(offered)).toEqual(expect.arrayContaining([...SEVEN_KINDS]));
});

test('an aide-soignant shares group activities and daily life from the simple tasks on', () => {
  const kinds = kindsIn(missionsOf('deas_default').filter(({ level }) => level === 'simple_tasks'));

  expect(kinds).toEqual(expect.arrayContaining(['group_activities', 'daily_life']));
});

test.each(eachLadder)('%s speaks French', (_, ladder) => {
  expect(english([ladder, ...ladder.levels, ...ladder.missions])).toEqual([]);
});

test.each(eachLadder)(
  'every mission title of %s is a phrase: a capital letter, no full stop, no stray space',
  (_, ladder) => {
    const phrase = /^\p{Lu}\p{Ll}+(?: \S+)*[^\s.]$/u;

    expect(ladder.missions.map(({ title }) => title).filter((title) => !phrase.test(title))).toEqual([]);
    expect(repeated(ladder.missions.map(({ title }) => title))).toEqual([]);
  },
);

test('a mission that stands in several ladders has the same title everywhere', () => {
  const titles = new Set(
    ladders.flatMap(({ missions }) => missions.map(({ code, title }) => `${code}: ${title}`)),
  );

  expect(repeated([...titles].map((line) => line.slice(0, line.indexOf(':'))))).toEqual([]);
});

test.each(eachLadder)('every structure type in %s is known and stands once per mission', (_, ladder) => {
  const known = ['*', ...structureTypes.map(({ code }) => code)];

  expect(ladder.missions.filter((mission) => mission.structureTypes.length === 0)).toEqual([]);
  expect(ladder.missions.flatMap((m) => m.structureTypes).filter((code) => !known.includes(code))).toEqual(
    [],
  );
  expect(ladder.missions.filter((m) => repeated(m.structureTypes).length > 0)).toEqual([]);
  expect(
    ladder.missions.filter((m) => m.structureTypes.includes('*') && m.structureTypes.length > 1),
  ).toEqual([]);
});

test('a structure type has a code, a FINESS category or none, and a label in French and in English', () => {
  expect(
    structureTypes.filter((type) => Object.keys(type).join() !== 'code,finessCategory,label,labelEn'),
  ).toEqual([]);
  expect(repeated(structureTypes.flatMap(({ finessCategory: category }) => category ?? []))).toEqual([]);
  expect([...STRUCTURE_TYPES.keys()]).toEqual(structureTypes.map(({ code }) => code));
  expect(structureTypes.filter(({ code }) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([]);
  expect(
    structureTypes.filter(({ finessCategory: category }) => !(category === null || /^\d{3}$/.test(category))),
  ).toEqual([]);
  expect(english(structureTypes.map(({ label }) => ({ title: label })))).toEqual([]);
});

test('the check for English sees English, and leaves French alone', () => {
  expect(ENGLISH.test('Help with dressing')).toBe(true);
  expect(ENGLISH.test('Bed bath of a dependent person')).toBe(true);
  expect(ENGLISH.test("Accompagner la personne en forêt, à l'atelier ou au vestiaire")).toBe(false);
});

function readFolder<T>(folder: string): T[] {
  return readdirSync(join(process.cwd(), 'data', folder))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readJson<T>('data', folder, file));
}

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(process.cwd(), ...path), 'utf8')) as T;
}

function frameworkOf(ladder: Ladder): Framework | undefined {
  return frameworks.find(
    ({ code, version }) => code === ladder.framework.code && version === ladder.framework.version,
  );
}

function missionsOf(ladderCode: string): Ladder['missions'] {
  return ladders.find(({ code }) => code === ladderCode)?.missions ?? [];
}

function requiredAt(level: Ladder['levels'][number]): string[] {
  return level.requirements.map(({ competency }) => competency);
}

function kindsIn(missions: Ladder['missions']): (string | null)[] {
  return [...new Set(missions.map(({ code }) => kindOfShipped(code)))];
}

function english(titled: { title: string }[]): string[] {
  return titled.map(({ title }) => title).filter((title) => ENGLISH.test(title));
}

function repeated(values: string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
