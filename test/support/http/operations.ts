import { readFileSync } from 'node:fs';

/** What `openapi.json` says of each operation, with references followed: what a test of every operation walks through. */

export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Operation {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** What a JSON body holds; null where none is described. */
  readonly body: Schema | null;
  /** What a form holds, where the body is one; null where none is described. */
  readonly form: Schema | null;
  /** True when the body is a file, as it is. */
  readonly file: boolean;
  /** True when the body is a table or an agenda, as it is. */
  readonly table: boolean;
  /** True when the answer has the format that `Accept` asks for. */
  readonly hasFormats: boolean;
  /** Roles that may try it; `anyone` and `signed_in` are as written. */
  readonly roles: readonly string[];
  /** Scopes of which one lets an API client try it, a client with any scope where it is empty; null: it takes a person. */
  readonly scopes: readonly string[] | null;
}

type Json = Readonly<Record<string, unknown>>;

const document = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> };
};

export const OPERATIONS: readonly Operation[] = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs)
    .filter(([verb]) => ['get', 'post', 'put', 'patch', 'delete'].includes(verb))
    .map(([verb, operation]) => operationOf(path, verb, operation)),
);

export const parametersIn = (operation: Operation, place: Parameter['in']): readonly Parameter[] =>
  operation.parameters.filter((parameter) => parameter.in === place);

export const isOpen = ({ roles }: Operation): boolean => roles.includes('anyone');

/** Where any member may stand beside those that are named. */
export const isOpenObject = (schema: Schema): boolean =>
  schema.additionalProperties === true ||
  (typeof schema.additionalProperties === 'object' && schema.additionalProperties !== null);

function operationOf(path: string, verb: string, operation: Json): Operation {
  const content = (operation['requestBody'] as { content?: Record<string, { schema: Json }> } | undefined)
    ?.content;
  const json = content?.['application/json'];
  const form = content?.['application/x-www-form-urlencoded'];
  return {
    id: String(operation['operationId']),
    method: verb.toUpperCase() as Method,
    path,
    parameters: ((operation['parameters'] ?? []) as Json[]).map(parameterOf),
    body: json ? resolved(json.schema) : null,
    form: form ? resolved(form.schema) : null,
    file: content?.['image/jpeg'] !== undefined,
    table: content?.['text/csv'] !== undefined,
    hasFormats: '406' in (operation['responses'] as object),
    roles: (operation['x-roles'] ?? []) as string[],
    scopes: scopesOf(operation),
  };
}

function scopesOf(operation: Json): readonly string[] | null {
  const ways = ((operation['security'] ?? []) as Record<string, string[]>[]).flatMap(({ apiClient }) =>
    apiClient ? [apiClient] : [],
  );
  return ways.length > 0 ? ways.flat() : null;
}

function parameterOf(written: Json): Parameter {
  const parameter = followed(written);
  return {
    name: String(parameter['name']),
    in: parameter['in'] as Parameter['in'],
    required: parameter['required'] === true,
    schema: resolved((parameter['schema'] ?? {}) as Json),
  };
}

/** A schema as one flat object: references, `allOf` of one, and the null beside a type are taken away. */
export function resolved(written: Json): Schema {
  const { allOf, anyOf, oneOf, ...own } = followed(written) as Record<string, Json[] | undefined> & Json;
  const variants = (anyOf ?? oneOf ?? []).filter((variant) => followed(variant)['type'] !== 'null');
  const parts = [...(allOf ?? []), ...variants.slice(0, 1)].map((part) => resolved(part));
  const schema = Object.assign({}, ...parts, own) as Record<string, unknown>;
  const type = Array.isArray(schema['type']) ? schema['type'].find((one) => one !== 'null') : schema['type'];
  return {
    ...schema,
    ...(type === undefined ? {} : { type }),
    ...(Array.isArray(schema['enum']) ? { enum: schema['enum'].filter((one) => one !== null) } : {}),
    ...(schema['items'] ? { items: resolved(schema['items'] as Json) } : {}),
    ...(schema['properties']
      ? {
          properties: Object.fromEntries(
            Object.entries(schema['properties'] as Record<string, Json>).map(([name, property]) => [
              name,
              resolved(property),
            ]),
          ),
        }
      : {}),
  } as Schema;
}

function followed(written: Json): Json {
  const { $ref, ...own } = written;
  if (typeof $ref !== 'string') return written;
  const found = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, part) => (at as Json)[part], document);
  return { ...followed(found as Json), ...own };
}

/** The operation that creates what the last id of a path names: `{signOffId}` comes from `POST …/sign-offs`. */
export function creationOf(operation: Operation): Operation | undefined {
  const name = parametersIn(operation, 'path').at(-1)?.name;
  if (name === undefined) return undefined;
  const item = name
    .replace(/Id$/, '')
    .replace(/y$/, 'ie')
    .replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
  const creations = OPERATIONS.filter(
    // There is one evidence, and as much of it as there is.
    ({ method, path }) => method === 'POST' && (path.endsWith(`/${item}s`) || path.endsWith(`/${item}`)),
  );
  // A concern has reviews, too, which have no route of their own.
  return creations.find(({ path }) => path.startsWith('/v1/contracts/')) ?? creations[0];
}
