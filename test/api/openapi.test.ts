import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { errorsOf, validatorOf } from '../support/scenarios/contract.js';
import '../support/built.js';

interface Media {
  readonly schema?: Schema;
}
interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly security?: readonly unknown[];
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, { $ref?: string; content?: Record<string, Media> }>>;
}

const OPEN_TO_ANYONE =
  /^(\/healthz|\/readyz|\/v1\/auth\/(\w+|(password|email)\/\w+)|\/v1\/invitations\/accept|\/v1\/guest\/[\w/-]+|\/v1\/calendar\/\{secret\}\.ics|\/v1\/credentials\/(keys|status)[\w/{}]*|\/v1\/reports\/verify\/\{hash\})$/;

let text: string;
let components: {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly responses: Readonly<Record<string, { description?: string; content?: Record<string, Media> }>>;
};
let operations: (Operation & { path: string; name: string })[];

// Types and comments are read into the document by the build alone, so it is the built API that speaks.
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'palier-openapi-'));
  const file = join(folder, 'openapi.json');
  await promisify(execFile)(process.execPath, ['dist/scripts/openapi-dump.js', file]);
  text = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  const document = JSON.parse(text) as {
    paths: Record<string, Record<string, Operation>>;
    components: typeof components;
  };
  const { paths } = document;
  components = document.components;
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, name: `${method} ${path}` })),
  );
}, 60_000);

test('openapi.json is what the code says; if not: npm run openapi:dump', async () => {
  expect(await readFile('openapi.json', 'utf8')).toBe(text);
});

test('names the release of package.json, whose changes stand first in the changelog', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const [, described] = /^## (\S+)/m.exec(await readFile('CHANGELOG.md', 'utf8')) ?? [];

  expect([(JSON.parse(text) as { info: { version: string } }).info.version, described]).toEqual([
    version,
    version,
  ]);
});

test('every operation has a name of its own and a chapter', () => {
  const ids = operations.map(({ operationId }) => operationId);

  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(operations.filter(({ tags }) => tags?.length !== 1).map(({ name }) => name)).toEqual([]);
});

test('every operation asks for a token, but sign-in and health', () => {
  const open = operations.filter(({ security }) => !security?.length);

  expect(open.filter(({ path }) => !OPEN_TO_ANYONE.test(path)).map(({ name }) => name)).toEqual([]);
});

test('every success shows what it answers', () => {
  const silent = operations.filter(({ responses }) => {
    const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    const shown = ([, response]: (typeof successes)[number]) => {
      const shared = components.responses[response.$ref?.split('/').at(-1) ?? ''];
      return hasSchema((shared ?? response).content);
    };
    return successes.length === 0 || !successes.every(shown);
  });

  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every operation is told in a sentence, and its name begins with what it does', () => {
  const verbs =
    /^(accept|acknowledge|add|ask|assign|cancel|change|claim|complete|confirm|correct|create|decide|declare|disable|dismiss|disown|enable|end|erase|export|forget|get|import|issue|list|log|merge|open|preview|propose|publish|put|raise|record|refresh|refuse|replace|resend|reset|resume|review|revoke|rotate|rule|sign|submit|suspend|terminate|undo|update|verify|withdraw)(?![a-z])/;
  const unnamed = operations.filter(
    ({ operationId }) => !verbs.test(operationId.replace(/^log(in|out)$/, 'log')),
  );

  expect(operations.filter(({ summary }) => !summary).map(({ name }) => name)).toEqual([]);
  expect(unnamed.map(({ operationId }) => operationId)).toEqual([]);
});

test('every body has an example, or is put together of what has one, and each is what its schema says and no more', () => {
  const named = Object.entries(components.schemas) as [string, Schema][];
  const shown = named.flatMap(([name, { examples = [] }]) => examples.map((value) => ({ name, value })));
  const wrong = shown.flatMap(({ name, value }) => {
    const validate = validatorOf({ $ref: `#/components/schemas/${name}` });
    return validate(value) ? [] : [`${name}: ${errorsOf(validate)}`];
  });
  const bodies = operations.flatMap(({ requestBody }) =>
    Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => nameOf(schema) ?? []),
  );

  expect(shown.length).toBeGreaterThan(60);
  expect(wrong).toEqual([]);
  expect([...new Set(bodies)].filter((name) => !components.schemas[name]?.examples)).toEqual([]);
});

test('what a code adds to its problem document is shown by an example', () => {
  const problems = Object.entries(components.schemas).filter(([name]) => /.Problem$/.test(name));
  const adding = problems.flatMap(([name, { allOf = [] }]) => {
    const [, own] = allOf;
    return own && Object.keys(own.properties ?? {}).length > 1 ? [{ name, own }] : [];
  });
  const wrong = adding.filter(({ own }) => {
    const validate = validatorOf(own);
    return own.examples?.length !== 1 || !validate(own.examples[0]);
  });

  expect(adding.length).toBeGreaterThan(20);
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('what is served is at most 2.45 kB for each operation, and says of every member what it is', () => {
  const silent = Object.entries(components.schemas).flatMap(([name, { properties = {} }]) =>
    Object.entries(properties)
      .filter(
        ([, { description, $ref }]) =>
          !description && !components.schemas[String(nameOf({ $ref }))]?.description,
      )
      .map(([member]) => `${name}.${member}`),
  );

  expect(Buffer.byteLength(JSON.stringify(JSON.parse(text)))).toBeLessThanOrEqual(2_450 * operations.length);
  expect(silent).toEqual([]);
});

test('no two schemas say the same', () => {
  const texts = Object.entries(components.schemas).map(([name, schema]) => ({
    name,
    text: JSON.stringify({ ...schema, examples: null }),
  }));
  const twice = texts.filter(
    ({ text: one }, index) => texts.findIndex(({ text: other }) => other === one) < index,
  );

  expect(twice.map(({ name }) => name)).toEqual([]);
});

test('a body may hold what is described, and nothing else', () => {
  const open: string[] = [];
  const visit = (schema: Schema, path: string) => {
    const name = nameOf(schema);
    if (name !== undefined) return visit(components.schemas[name] ?? {}, name);
    if (schema.properties && schema.additionalProperties === undefined) open.push(path);
    for (const [member, one] of Object.entries(schema.properties ?? {})) visit(one, `${path}.${member}`);
    if (schema.items) visit(schema.items, `${path}[]`);
    for (const one of [schema.anyOf, schema.oneOf, schema.allOf].flatMap((some) => some ?? []))
      visit(one, path);
  };
  for (const { requestBody, operationId } of operations)
    for (const [type, { schema }] of Object.entries(requestBody?.content ?? {}))
      if (type !== 'application/x-www-form-urlencoded') visit((schema ?? {}) as Schema, operationId); // RFC 6749 ignores

  expect(open).toEqual([]);
});

test('every code of a refusal is one that docs/problems.md explains, under its status, and none is left out', async () => {
  const explained = [...(await readFile('docs/problems.md', 'utf8')).matchAll(/^## (\w+)\n\n(\d{3})/gm)];
  const statusOf = new Map(explained.map(([, code = '', status]) => [code, status]));
  const { responses } = (
    JSON.parse(text) as { components: { responses: Record<string, { description: string }> } }
  ).components;
  const declared = operations.flatMap((operation) =>
    Object.entries(operation.responses).flatMap(([status, { $ref }]) => {
      const { description = '' } = responses[$ref?.split('/').at(-1) ?? ''] ?? {};
      const codes = [...description.matchAll(/`(\w+)`/g)].map(([, code]) => String(code));
      return codes.map((code) => `${code} ${status === 'default' ? statusOf.get(code) : status}`);
    }),
  );

  // Told before anybody knows which operation is asked for; told of one item of an answer.
  const ofNone = [
    'client_id_reused 409',
    'headers_too_large 431',
    'method_not_allowed 405',
    'request_timeout 408',
  ];

  expect([...new Set([...declared, ...ofNone])].sort()).toEqual(
    explained.map(([, code, status]) => `${code} ${status}`).sort(),
  );
});

test('a list of values that two fields share has a name', () => {
  const inline = Object.values(components.schemas).flatMap((schema) =>
    [
      ...JSON.stringify((schema as { properties?: object }).properties ?? {}).matchAll(
        /"enum":(\[[^\]]*,[^\]]*\])/g,
      ),
    ].map(([, values]) => values),
  );

  expect(inline.filter((values, index) => inline.indexOf(values) !== index)).toEqual([]);
});

const nameOf = (schema: { $ref?: string | undefined } | undefined): string | undefined =>
  schema?.$ref?.split('/').at(-1);

const hasSchema = (content: Record<string, { schema?: object }> | undefined) =>
  Object.values(content ?? {}).some(({ schema }) => schema !== undefined);
