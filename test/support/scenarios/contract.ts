import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
  readonly text: string;
}

type Json = Record<string, unknown>;
interface Content {
  readonly [media: string]: { readonly schema?: Json };
}
interface DescribedResponse {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>;
  readonly content?: Content;
}
interface Operation {
  readonly responses: Readonly<Record<string, DescribedResponse>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly responses: Readonly<Record<string, DescribedResponse>>;
    readonly headers: Readonly<Record<string, { readonly required?: boolean }>>;
    readonly schemas: Json;
  };
}

const PATH = 'openapi.json';
const document = existsSync(PATH) ? (JSON.parse(readFileSync(PATH, 'utf8')) as Document) : null;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
if (document) {
  ajv.addSchema({ $id: 'openapi', components: { schemas: closed(document.components.schemas) } });
}
const validators = new Map<string, ValidateFunction>();

/**
 * Every answer of the API is one that `openapi.json` describes for its operation: the status, the headers, the code of
 * a refusal, and the body with no field more.
 */
export function expectDocumented(method: string, url: string, response: Response): void {
  const path = url.split('?')[0] ?? '';
  const template = templateOf(path);
  const verb = method.toLowerCase();
  const operation = template === undefined ? undefined : document?.paths[template]?.[verb];
  if (!operation) return;
  const { status } = response;
  const differs = (how: string) =>
    new Error(
      `${verb} ${template} → ${status} differs from ${PATH}: ${how}\n${response.text.slice(0, 2000)}`,
    );

  const declared =
    operation.responses[String(status)] ?? (status >= 400 ? operation.responses['default'] : undefined);
  if (!declared) throw differs(`this status is not declared (\`@Refuses(…)\` declares what a route refuses)`);
  const described = followed(declared);
  const common = followed(operation.responses['default'] ?? {})?.headers;
  for (const wrong of wrongHeaders({ ...common, ...described?.headers }, response.headers))
    throw differs(wrong);
  if ((status === 429 || status === 503) && !('retry-after' in response.headers))
    throw differs('when to try again?');
  if (response.text === '') return;

  const media = (response.headers['content-type'] ?? '').split(';')[0] ?? '';
  const schema = described?.content?.[media]?.schema;
  if (!schema) throw differs(`${media} is not declared`);
  const line = schema['x-line-schema'] as object | undefined;
  const validate = validatorOf(line ?? schema);
  for (const value of line
    ? linesOf(response.text)
    : [schema['type'] === 'string' ? response.text : response.body]) {
    if (validate(value)) continue;
    const code = (value as { code?: unknown } | null)?.code;
    throw differs(
      status >= 400 ? `is \`${String(code)}\` declared? ${errorsOf(validate)}` : errorsOf(validate),
    );
  }
}

function followed(response: DescribedResponse): DescribedResponse | undefined {
  const name = response.$ref?.split('/').at(-1);
  return name === undefined ? response : document?.components.responses[name];
}

/** The values of an NDJSON text. */
const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);

/** Tells whether something is what a schema of `openapi.json` describes, with no field more. */
export function validatorOf(schema: object): ValidateFunction {
  const text = JSON.stringify(closed(schema)).replaceAll('"#/', '"openapi#/');
  const validate = validators.get(text) ?? ajv.compile(JSON.parse(text) as Json);
  validators.set(text, validate);
  return validate;
}

export const errorsOf = (validate: ValidateFunction): string => ajv.errorsText(validate.errors);

/** Headers that the document knows and that this answer does not declare, or declares and lacks. */
function wrongHeaders(declared: object, sent: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(document?.components.headers ?? {}).flatMap(([name, { required }]) => {
    const isSent = name.toLowerCase() in sent;
    if (isSent && !(name in declared)) return [`the header ${name} is not declared`];
    return !isSent && required && name in declared ? [`the header ${name} is missing`] : [];
  });
}

/** The paths of as many parts, those with the fewest names first: tens of thousands of answers ask for theirs. */
const templatesOfLength = remembered((parts: number) =>
  Object.keys(document?.paths ?? {})
    .filter((path) => path.split('/').length === parts)
    .sort((a, b) => (a.match(/\{/g)?.length ?? 0) - (b.match(/\{/g)?.length ?? 0)),
);

function templateOf(path: string): string | undefined {
  return templatesOfLength(path.split('/').length).find((candidate) => matches(candidate, path));
}

/** An object may hold only what its schema names, unless the schema says otherwise. `Problem` is what others extend. */
function closed(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => closed(item));
  if (typeof value !== 'object' || value === null || name === 'Problem') return value;
  if ('allOf' in value) {
    const whole = flattened(value as Json);
    return whole ? closed(whole) : { ...value, unevaluatedProperties: false };
  }
  const schema = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item, key)]));
  const isObject =
    schema['type'] === 'object' && schema['properties'] && schema['additionalProperties'] === undefined;
  return isObject ? { ...schema, additionalProperties: false } : schema;
}

/** A schema that has what another has, and more, as one; null where it is a problem document. */
function flattened({ allOf, ...rest }: Json): Json | null {
  const parts = (allOf as (Json & { $ref?: string })[]).map((part) => {
    const name = part.$ref?.split('/').at(-1);
    if (name === 'Problem') return null;
    const named = name === undefined ? part : (document?.components.schemas[name] as Json);
    return 'allOf' in named ? flattened(named as Json) : named;
  });
  if (parts.includes(null)) return null;
  const all = <T>(member: string) => parts.flatMap((part) => (part?.[member] ?? []) as T[]);
  return {
    ...rest,
    type: 'object',
    required: all('required'),
    properties: Object.assign({}, ...all('properties')) as Json,
  };
}

function matches(template: string, path: string): boolean {
  const given = path.split('/');
  return template.split('/').every((part, i) => part.startsWith('{') || part === given[i]);
}

function remembered<K, V>(work: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? work(key);
    known.set(key, value);
    return value;
  };
}
