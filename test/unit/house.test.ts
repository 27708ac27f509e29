import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';

// What neither the compiler, nor oxlint, nor dependency-cruiser can hold. Each test lists what to mend.

const sources = filesBelow('src', '.ts');
const here = join('test', 'unit', 'house.test.ts');
const everything = ['src', 'migrations', 'scripts', 'dev', 'test', 'docs']
  .flatMap((folder) => filesBelow(folder))
  .filter((file) => file !== here && !file.startsWith(join('test', 'fixtures')));

test('the time comes from the Clock', () => {
  const asksTheMachine = /new Date\(\s*\)|\bDate\(\s*\)|Date\.now\b/;

  expect(linesOf(sources, asksTheMachine)).toEqual([
    'src/kernel/clock.ts: return new Date().toISOString() as Instant;',
  ]);
});

test('data in tests do not depend on the day of the run', () => {
  const tests = everything.filter((file) => file.startsWith('test'));

  expect(linesOf(tests, /new Date\(\s*\)|Date\.now\(/)).toEqual([]);
});

test('a file is named after what it holds', () => {
  const catchAlls = /^(index|utils?|helpers?|common|misc|shared)(\.|$)/;

  expect(sources.filter((file) => catchAlls.test(basename(file)))).toEqual([]);
});

test('a folder can be taken in at a glance: 20 files at most, and entry points alone at the root of src', () => {
  const folders = ['src', 'scripts', 'dev', 'test'].flatMap((folder) => [folder, ...foldersBelow(folder)]);
  const crowded = folders.map((folder) => ({ folder, files: filesIn(folder).length }));

  expect(crowded.filter(({ files }) => files > 20)).toEqual([]);
  expect(filesIn('src').sort()).toEqual(['app.module.ts', 'app.ts', 'data-source.ts', 'main.ts']);
});

test('the examples of the API’s document stand beside what they show', () => {
  const examples = sources.filter((file) => /example/.test(basename(file)));
  const composing = ['src/composition/examples.ts', 'src/composition/refusal-examples.ts'];
  const drawing = ['src/platform/openapi/example-world.ts', 'src/platform/openapi/openapi-examples.ts'];
  const misplaced = examples.filter((file) => !/^src\/features\/([\w-]+)\/\1\.examples\.ts$/.test(file));

  expect(misplaced.sort()).toEqual([...composing, ...drawing]);
});

test('every route has an operation id of its own: the name of its method', () => {
  const names = sources
    .filter((file) => file.endsWith('.controller.ts'))
    .flatMap((file) => handlersOf(readFileSync(file, 'utf8')));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);

  expect(names.length).toBeGreaterThan(5);
  expect(twice).toEqual([]);
});

test('what is dated outside a contract is written with a DatedTx only, which comes from nowhere but Db.write', () => {
  const writesHistory =
    /insert into (people|person_\w+|organisations|organisation_names|employer_declaration\w*|contracts)\b|update (people|organisations)\b|app\.keep_name/;
  const writers = sources
    // The first administrator is there before anybody who could read of them.
    .filter((file) => !file.endsWith('first-admin.store.ts'))
    .flatMap((file) =>
      readFileSync(file, 'utf8').split(/^(?=export (?:async )?function|(?:async )?function|  async )/m),
    )
    .filter((declared) => writesHistory.test(declared));

  expect(writers.length).toBeGreaterThan(8);
  expect(writers.filter((declared) => !declared.includes('tx: DatedTx,'))).toEqual([]);
  expect(linesOf(sources, /as DatedTx\b/)).toEqual([
    'src/platform/database/db.ts: const dated = (tx: Tx) => work(tx as DatedTx);',
  ]);
});

test('every feature explains itself on one page', () => {
  const features = readdirSync('src/features').map((feature) => `src/features/${feature}/README.md`);

  expect(features.filter((page) => !existsSync(page))).toEqual([]);
  expect(features.filter((page) => readFileSync(page, 'utf8').split('\n').length > 100)).toEqual([]);
});

test('every rule, policy and fact has a unit test that calls it', () => {
  const imported = new Set(filesBelow(join('test', 'unit'), '.ts').flatMap(importedByValue));
  const rules = sources.filter((file) => /\.(rules|policy|facts)\.ts$/.test(file));

  expect(rules.length).toBeGreaterThan(100);
  expect(rules.filter((file) => !imported.has(file))).toEqual([]);
});

test('nothing is left for later, and nothing names a ticket or somebody’s machine', () => {
  const leftovers = [
    /\b(TODO|FIXME|XXX|HACK)\b/,
    /(^|\s)\(?#\d+\b/,
    /\/(home|root|work|Users)\/\w/,
    /\/tmp\/\w/,
  ];

  expect(leftovers.flatMap((leftover) => linesOf(everything, leftover))).toEqual([]);
});

function filesBelow(folder: string, suffix = ''): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function foldersBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

function linesOf(files: readonly string[], wanted: RegExp): string[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => wanted.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
}

/** Lists the files of ours of which a file takes more than types. */
function importedByValue(file: string): string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/^import (?!type )([^;]*?) from '(\.[^']+)\.js';$/gm);
  return [...imports]
    .filter(([, names = '']) => /\{\s*(?!type )\w|,\s*(?!type )\w|\*/.test(names))
    .map(([, , path = '']) => join(file, '..', `${path}.ts`));
}

/** The methods of a controller that a route decorator precedes. */
function handlersOf(controller: string): string[] {
  const handler = /@(?:Get|Post|Put|Patch|Delete)\([^)]*\)[\s\S]*?\n {2}(?:async )?(\w+)\(/g;
  return [...controller.matchAll(handler)].map((match) => match[1] ?? '');
}
