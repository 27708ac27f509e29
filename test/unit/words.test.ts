import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

// The house speaks the words of the field: those of the glossary. What it once called things in a language of its own
// is listed here, and stands in no name: of the code, of the database, of the API, of the documents.

/** Never a part of a name: `toldAt` and `is_telling` are found as well as `told`. */
const NEVER_A_PART = new Set(
  `anew asleep clearance clearances climb climbed climbs diarist dormant happening happenings notice notices owe owed owes
  standing standings stander standers surroundings tell teller telling tellings tells told turnstile unsaid unsay untold
  upkeep wake wakes`.split(/\s+/),
);

/** Never a whole name; within a longer one each of them may be English. */
const NEVER_WHOLE = new Set(
  `AnswerFacts Around Course Entry Facts KeyAnswered Question Recording RulingFacts Said Thing Unit FREE_GUESSES
  around carriedFrom carry course courses dieTellingWhy enter enterMessage flow followCourse gatheringSocket gone held_contract
  hold_identity holding holdingIndependently independently isPassing isTakenBack is_taken_back judgePapers lookUp look_at loses
  needsAgain off overturnWord passingOr patience question said say says sendWithCommit stopper takeBack taken_back
  takenBack thing thingId thing_id things whoIsTold`.split(/\s+/),
);

/** The journal of the API is the alternant's; that of the code was the history of a contract. */
const NEVER_IN_CODE = new Set(['Journal', 'continueJournal', 'openJournal', 'tellPeople', 'writeJournal']);

/** Names that others gave. */
const NOT_OURS = new Set(['REDOCLY_SUPPRESS_UPDATE_NOTICE']);
/** The breaks that were accepted name what there was. */
const HISTORY = join('docs', 'development', 'openapi-breaks.md');
const here = join('test', 'unit', 'words.test.ts');

const sources = ['src', 'test', 'scripts', 'dev', 'migrations']
  .flatMap((folder) => filesBelow(folder))
  .filter((file) => /\.(ts|mjs)$/.test(file) && file !== here);

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .map((word) => word.toLowerCase());

const isOld = (name: string): boolean =>
  !NOT_OURS.has(name) && (NEVER_WHOLE.has(name) || wordsOf(name).some((word) => NEVER_A_PART.has(word)));

const oldOf = (names: Iterable<string>): string[] => [...new Set(names)].filter(isOld).sort();

test('no identifier of the code has a word of before', () => {
  const declared = sources.flatMap((file) => declaredIn(file));

  expect(declared.length).toBeGreaterThan(20_000);
  expect(oldOf(declared)).toEqual([]);
  const ofCode = sources
    .filter((file) => !file.endsWith('openapi-words.ts'))
    .flatMap((file) => declaredIn(file));
  expect(ofCode.filter((name) => NEVER_IN_CODE.has(name))).toEqual([]);
});

test('no name of the database has a word of before', () => {
  const schema = readFileSync(join('migrations', 'schema.sql'), 'utf8').replaceAll(/--.*$/gm, '');
  const names = schema.match(/[A-Za-z_]\w*/g) ?? [];

  expect(names.length).toBeGreaterThan(10_000);
  expect(oldOf(names)).toEqual([]);
});

test('nothing in the API has a word of before: no path, parameter, schema, property, value or operation', () => {
  const names = namesOfApi(JSON.parse(readFileSync('openapi.json', 'utf8')));

  expect(names.length).toBeGreaterThan(4_000);
  expect(oldOf(names)).toEqual([]);
});

test('no code in the documents has a word of before', () => {
  const pages = [...filesBelow('docs'), ...filesBelow('src'), 'README.md'].filter(
    // The codes of the law are those of its data.
    (file) => file.endsWith('.md') && file !== HISTORY && file !== join('docs', 'rules.md'),
  );
  const spans = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? ''),
  );

  expect(spans.length).toBeGreaterThan(1_000);
  expect(oldOf(spans.flatMap(namesIn))).toEqual([]);
});

test('no file or folder is named with a word of before', () => {
  const names = ['src', 'test', 'scripts', 'dev', 'docs']
    .flatMap((folder) => filesBelow(folder))
    .flatMap((file) => file.split('/'));
  const old = names.filter((name) =>
    wordsOf(name).some((word) => NEVER_A_PART.has(word) || ['course', 'papers', 'guessing'].includes(word)),
  );

  expect([...new Set(old)]).toEqual([]);
});

test('a doc comment is a sentence with a subject', () => {
  const headless = /(\/\*\*|^\s*\*) (The same\b|Of )/;

  expect(
    sources.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => headless.test(line))
        .map((line) => `${basename(file)}: ${line.trim()}`),
    ),
  ).toEqual([]);
});

/** Lists every name that a file declares: of variables, functions, types, members, parameters, keys. */
function declaredIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const { name } = node as { readonly name?: ts.Node };
    const isAccess = ts.isPropertyAccessExpression(node) || ts.isMetaProperty(node);
    if (name && !isAccess && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)))
      names.push(name.text.replace('#', ''));
    if (name && ts.isStringLiteral(name) && !ts.isModuleDeclaration(node)) names.push(...namesIn(name.text));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/** Lists the keys of maps, the names of operations and parameters, the segments of paths, the values of lists. */
function namesOfApi(document: unknown): string[] {
  const names: string[] = [];
  const visit = (node: unknown, key: string): void => {
    if (Array.isArray(node)) {
      if (key === 'enum' || key === 'required')
        names.push(...node.filter((value) => typeof value === 'string'));
      for (const item of node) visit(item, key);
    } else if (typeof node === 'object' && node !== null) {
      for (const [child, value] of Object.entries(node)) {
        if (['properties', 'schemas', 'parameters', 'headers', 'mapping'].includes(key)) names.push(child);
        if (key === 'paths')
          names.push(...child.split('/').map((segment) => segment.replaceAll(/[{}]/g, '')));
        if ((child === 'operationId' || child === 'name') && typeof value === 'string') names.push(value);
        visit(value, child);
      }
    }
  };
  visit(document, '');
  return names;
}

/** Lists what a span of code names: the span itself, and each compound in it; a plain word within more may be English. */
function namesIn(span: string): string[] {
  const compounds = (span.match(/[A-Za-z_][\w-]*/g) ?? []).filter((word) => /[a-z][A-Z]|[_-]/.test(word));
  const called = [...span.matchAll(/(?:\.|\b)([A-Za-z_]\w*)(?=\()|\.([A-Za-z_]\w*)/g)].flatMap((match) => [
    match[1] ?? '',
    match[2] ?? '',
  ]);
  return [span, ...compounds, ...called];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
