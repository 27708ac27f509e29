import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const ACCEPTED = /^(MIT|MIT-0|Apache-2\.0|BSD-[23]-Clause|ISC|PostgreSQL|0BSD|BlueOak-1\.0\.0)$/;
const ROW = /^\| `(.+?)` \| (\S+) \| .{10,} \| .{3,} \|$/gm;

const [inProduction = '', toBuild = '', forDevelopment = ''] = readFileSync(
  'docs/development/dependencies.md',
  'utf8',
).split(/## (?:To build|For development)/);
const declared = readJson('package.json');

test('every dependency is documented, and nothing else', () => {
  expect(namesOf(inProduction)).toEqual(Object.keys(declared.dependencies ?? {}).sort());
  expect(namesOf(toBuild)).toEqual(Object.keys(declared.optionalDependencies ?? {}).sort());
  expect(namesOf(forDevelopment)).toEqual(Object.keys(declared.devDependencies ?? {}).sort());
});

test('each has the documented licence, one that we accept', () => {
  const documented = rowsOf(inProduction + toBuild + forDevelopment);
  const optional = Object.keys(declared.optionalDependencies ?? {});
  // What is optional may be missing on another kind of computer.
  const installed = documented.filter(
    ({ name }) => !optional.includes(name) || existsSync(`node_modules/${name}/package.json`),
  );

  expect(installed.map(({ name }) => ({ name, licence: licenceOf(name) }))).toEqual(installed);
  expect(documented.filter(({ licence }) => !ACCEPTED.test(licence))).toEqual([]);
});

interface Manifest {
  readonly license?: string;
  readonly licenses?: readonly { readonly type: string }[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function licenceOf(name: string): string | undefined {
  const { license, licenses } = readJson(`node_modules/${name}/package.json`);
  return license ?? licenses?.map(({ type }) => type).join(' OR ');
}

function readJson(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

function rowsOf(table: string): { name: string; licence: string }[] {
  return [...table.matchAll(ROW)].map(([, name = '', licence = '']) => ({ name, licence }));
}

function namesOf(table: string): string[] {
  return rowsOf(table)
    .map(({ name }) => name)
    .sort();
}
