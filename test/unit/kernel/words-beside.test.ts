import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { wordsBeside } from '../../../src/kernel/words-beside.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly format?: string;
  readonly enum?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const beside = (name: string, ...others: string[]) =>
  wordsBeside(name, (other) => [name, ...others].includes(other))?.member ?? null;

test.each([
  ['competency', [], 'competencyTitle'],
  ['competencies', [], 'competencyTitles'],
  ['level', ['competency'], 'levelTitle'],
  ['maxLevel', [], 'maxLevelTitle'],
  ['missions', [], 'missionTitles'],
  ['recordedBy', [], 'recordedByName'],
  ['signerId', [], 'signerName'],
  ['personIds', [], 'personNames'],
  ['competency', ['title'], null],
  ['level', ['title'], null],
  ['level', ['title', 'mission'], 'levelTitle'],
  ['level', ['levelTitle'], null],
  ['personId', ['person'], null],
  ['personId', ['name'], null],
  ['recordedBy', ['name'], 'recordedByName'],
  ['replacedBy', [], null],
  ['levelCount', [], null],
  ['contractId', [], null],
])('beside %s with %j stands %s', (name, others, member) => {
  expect(beside(name, ...others)).toBe(member);
});

/** What has no words beside it, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  'PlanItemResponse.replacedBy': 'an item',
  'InvitationResponse.supersededBy': 'an invitation',
  // A ladder and a mapping are sent as they are answered, and name their own codes.
  'LevelRequirement.competency': 'a ladder',
  'LadderMission.competencies': 'a ladder',
};

test('whatever an answer names by the code of a level, mission or competency, or by the id of a person, it also calls by its words', () => {
  const { components, paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
    components: { schemas: Record<string, Schema>; responses: object };
    paths: Record<string, Record<string, { requestBody?: object; responses: object }>>;
  };
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  const named = (from: unknown, seen = new Set<string>()): Set<string> => {
    for (const [, kind, name = ''] of JSON.stringify(from).matchAll(
      /#\/components\/(schemas|responses)\/(\w+)/g,
    )) {
      if (seen.has(name)) continue;
      seen.add(name);
      named(
        (components as unknown as Record<string, Record<string, object>>)[kind ?? '']?.[name] ?? {},
        seen,
      );
    }
    return seen;
  };
  const answered = named(operations.map(({ responses }) => responses));
  const follow = (one: Schema): Schema =>
    one.$ref ? (components.schemas[one.$ref.split('/').at(-1) ?? ''] ?? {}) : one;
  const lacking = Object.entries(components.schemas).flatMap(([owner, { properties = {} }]) =>
    Object.entries(properties).flatMap(([name, member]) => {
      const one = follow(member.items ?? member);
      const isText = [one.type].flat().includes('string') && !follow(one).enum;
      const isCode =
        isText && one.format === undefined && /^(.*[lL]evels?|competenc(y|ies)|missions?)$/.test(name);
      const isPerson =
        one.format === 'uuid' && /(By|(person|alternant|signer|observer|tutor|referent)Ids?)$/i.test(name);
      const has = (other: string) => other in properties;
      const isCalled =
        [`${name}Title`, `${name}Name`].some(has) ||
        (wordsBeside(name, () => false) !== null && wordsBeside(name, has) === null);
      return (isCode || isPerson) && answered.has(owner) && !isCalled ? [`${owner}.${name}`] : [];
    }),
  );

  expect(lacking.filter((one) => !(one in WITHOUT))).toEqual([]);
});
