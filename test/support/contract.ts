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
interface Operation {
  readonly responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}

const PATH = 'openapi.json';
const document = existsSync(PATH)
  ? (JSON.parse(readFileSync(PATH, 'utf8')) as {
      paths: Record<string, Record<string, Operation>>;
      components: Json;
    })
  : null;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
if (document) ajv.addSchema({ $id: 'openapi', ...(closed(document) as Json) });
const validators = new Map<string, ValidateFunction>();

/** Every answer of the API is one that `openapi.json` describes, with no field more. */
export function expectDocumented(method: string, url: string, response: Response): void {
  if (!document || response.text === '') return;
  const path = url.split('?')[0] ?? '';
  const template = Object.keys(document.paths)
    .filter((candidate) => matches(candidate, path))
    .sort((a, b) => (a.match(/\{/g)?.length ?? 0) - (b.match(/\{/g)?.length ?? 0))[0];
  if (!template || path.endsWith('openapi.json')) return;
  const verb = method.toLowerCase();
  const responses = document.paths[template]?.[verb]?.responses;
  if (!responses) return;
  const status = responses[String(response.status)] ? String(response.status) : 'default';
  const media = response.headers['content-type']?.split(';')[0] ?? '';
  const schema = responses[status]?.content?.[media]?.schema;
  if (!schema) {
    throw new Error(
      `${verb} ${template} answers ${response.status} with ${media}, which openapi.json does not describe`,
    );
  }
  const place = ['paths', template, verb, 'responses', status, 'content', media, 'schema'];
  const differences = schema['x-line-schema']
    ? response.text
        .split('\n')
        .slice(0, -1)
        .map((line) => differencesFrom([...place, 'x-line-schema'], JSON.parse(line)))
    : [differencesFrom(place, schema['type'] === 'string' ? response.text : response.body)];
  const found = differences.filter((difference) => difference !== null);
  if (found.length > 0) {
    throw new Error(
      `${verb} ${path} → ${response.status} differs from openapi.json: ${found[0]}\n${response.text.slice(0, 2000)}`,
    );
  }
}

/** How a value departs from the schema at that place of the document; null when it does not. */
function differencesFrom(place: readonly string[], value: unknown): string | null {
  const pointer = place.map(escaped).join('/');
  let validate = validators.get(pointer);
  if (!validate) {
    validate = ajv.compile({ $ref: `openapi#/${pointer}` });
    validators.set(pointer, validate);
  }
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

/** An object may hold only what its schema names, unless the schema says otherwise. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const schema = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]));
  const isObject =
    schema['type'] === 'object' && schema['properties'] && schema['additionalProperties'] === undefined;
  return isObject ? { ...schema, additionalProperties: false } : schema;
}

function matches(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i])
  );
}

const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
