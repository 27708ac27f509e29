import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { errorsOf, validatorOf } from '../support/scenarios/contract.js';
import '../support/built.js';

interface Media {
  readonly schema?: object;
  readonly examples?: Readonly<Record<string, { readonly $ref: string }>>;
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
  /^(\/healthz|\/readyz|\/v1\/auth\/(\w+|(password|email)\/\w+)|\/v1\/invitations\/accept)$/;

let text: string;
let components: {
  readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
  readonly schemas: Readonly<Record<string, object>>;
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
    return successes.length === 0 || !successes.every(([, { content }]) => hasSchema(content));
  });

  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every operation is told in a sentence, and its name begins with what it does', () => {
  const verbs =
    /^(accept|acknowledge|add|ask|assign|cancel|change|claim|complete|confirm|create|decide|declare|disable|dismiss|enable|end|forget|get|issue|list|log|open|preview|publish|put|raise|record|refresh|replace|resend|reset|resume|review|revoke|rotate|rule|sign|submit|suspend|terminate|undo|update|withdraw)(?![a-z])/;
  const unnamed = operations.filter(
    ({ operationId }) => !verbs.test(operationId.replace(/^log(in|out)$/, 'log')),
  );

  expect(operations.filter(({ summary }) => !summary).map(({ name }) => name)).toEqual([]);
  expect(unnamed.map(({ operationId }) => operationId)).toEqual([]);
});

test('every form and every refusal has its examples, a refusal one for each of its codes', () => {
  const { responses } = components;
  const media = [
    ...operations.flatMap(
      ({ requestBody }) => requestBody?.content['application/x-www-form-urlencoded'] ?? [],
    ),
    ...Object.values(responses).flatMap(({ content }) => content?.['application/problem+json'] ?? []),
  ];
  const wrong = media.flatMap(({ schema = {}, examples = {} }) => {
    const validate = validatorOf(schema);
    return Object.entries(examples).flatMap(([name, { $ref }]) => {
      const value = components.examples[$ref.split('/').at(-1) ?? '']?.value as { code?: string };
      const isItsCode = value.code === undefined || value.code === name;
      return validate(value) && isItsCode ? [] : [`${name}: ${errorsOf(validate)}`];
    });
  });
  const lacking = Object.values(responses).flatMap(({ description = '', content }) => {
    const codes = [...description.matchAll(/`(\w+)`/g)].map(([, code]) => String(code));
    const shown = Object.keys(content?.['application/problem+json']?.examples ?? {});
    return codes.filter((code) => !shown.includes(code));
  });

  expect(media.length).toBeGreaterThan(30);
  expect(media.filter(({ examples }) => Object.keys(examples ?? {}).length === 0)).toEqual([]);
  expect(wrong).toEqual([]);
  expect(lacking).toEqual([]);
});

test('every JSON body has an example, which is what its schema says and no more', () => {
  const bodies = operations.flatMap(({ name, requestBody, responses }) =>
    [requestBody, ...Object.values(responses)].flatMap((part) => {
      const media = part?.content?.['application/json'];
      return media ? [{ name, media }] : [];
    }),
  );
  const wrong = bodies.flatMap(({ name, media }) => {
    const examples = Object.values(media.examples ?? {}).map(({ $ref }) => $ref.split('/').at(-1) ?? '');
    if (examples.length === 0) return [`${name}: no example`];
    return examples.flatMap((example) => {
      const validate = validatorOf(media.schema ?? {});
      return validate(components.examples[example]?.value)
        ? []
        : [`${name}: ${example} ${errorsOf(validate)}`];
    });
  });

  expect(bodies.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

test('every code of a refusal is one that docs/problems.md explains, under its status, and none is left out', async () => {
  const explained = [...(await readFile('docs/problems.md', 'utf8')).matchAll(/^## (\w+)\n\n(\d{3})/gm)];
  const { responses } = (
    JSON.parse(text) as { components: { responses: Record<string, { description: string }> } }
  ).components;
  const declared = operations.flatMap((operation) =>
    Object.entries(operation.responses).flatMap(([status, { $ref }]) => {
      const { description = '' } = responses[$ref?.split('/').at(-1) ?? ''] ?? {};
      return [...description.matchAll(/`(\w+)`/g)].map(([, code]) => `${code} ${status}`);
    }),
  );

  // Told before anybody knows which operation is asked for; told of one item of an answer.
  const ofNone = ['headers_too_large 431', 'request_timeout 408', 'client_id_reused 409'];

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

const hasSchema = (content: Record<string, { schema?: object }> | undefined) =>
  Object.values(content ?? {}).some(({ schema }) => schema !== undefined);
