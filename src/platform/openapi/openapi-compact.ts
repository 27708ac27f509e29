import type { OpenAPIObject } from '@nestjs/swagger';
import { mapDeep } from './openapi-schemas.js';

type Json = Record<string, unknown>;
type Named = Record<string, Json>;

/** What is said twice is said once: parameters, schemas that say the same, and what goes without saying. */
export function compact(document: OpenAPIObject, names: MergedNames): OpenAPIObject {
  const merged = mergeSchemas(shareParameters(withoutDefaults(document)), names);
  return shareResponses(shareMembers(inherit(merged)));
}

/** The name of the one schema that stands for several that say the same; else the shortest of theirs. */
export type MergedNames = readonly string[];

const SCHEMA = '#/components/schemas/';

function withoutDefaults(document: OpenAPIObject): OpenAPIObject {
  return mapDeep(document, (object) => {
    if (object['required'] !== false) return object;
    const { required: _, ...rest } = object;
    return rest;
  }) as OpenAPIObject;
}

/** A parameter that several operations take is a component; of those with one name and other words each has a name of its own. */
function shareParameters(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Json[]);
  const all = operations.flatMap(({ parameters }) => (parameters ?? []) as Json[]);
  const uses = new Map<string, number>();
  for (const one of all) uses.set(keyOf(one), (uses.get(keyOf(one)) ?? 0) + 1);
  const shared: Named = {};
  const known = new Map<string, string>();
  const refer = (parameter: Json): Json => {
    const key = keyOf(parameter);
    if (parameter['$ref'] !== undefined || (uses.get(key) ?? 0) < 2) return parameter;
    const name = known.get(key) ?? freeName(pascal(String(parameter['name'])), shared);
    known.set(key, name);
    shared[name] = parameter;
    return { $ref: `#/components/parameters/${name}` };
  };
  for (const operation of operations) {
    operation['parameters'] = ((operation['parameters'] ?? []) as Json[]).map(refer);
  }
  const parameters = { ...document.components?.parameters, ...shared } as never;
  return { ...document, components: { ...document.components, parameters } };
}

const keyOf = (object: Json): string => JSON.stringify(object);
const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

function freeName(name: string, taken: Named): string {
  let free = name;
  for (let number = 2; free in taken; number += 1) free = `${name}${number}`;
  return free;
}

/** Until no two say the same: what refers to one of two that became one may then say the same, too. */
function mergeSchemas(document: OpenAPIObject, names: MergedNames): OpenAPIObject {
  const byText = new Map<string, string[]>();
  for (const [name, schema] of Object.entries((document.components?.schemas ?? {}) as Named)) {
    const { examples: _, ...rest } = schema;
    byText.set(keyOf(rest), [...(byText.get(keyOf(rest)) ?? []), name]);
  }
  const renamed = new Map<string, string>();
  for (const same of byText.values()) {
    if (same.length < 2) continue;
    const [kept = ''] = same.toSorted(
      (a, b) =>
        Number(names.includes(b)) - Number(names.includes(a)) || a.length - b.length || (a < b ? -1 : 1),
    );
    for (const name of same) if (name !== kept) renamed.set(name, kept);
  }
  if (renamed.size === 0) return document;
  const { schemas, ...components } = document.components ?? {};
  const left = Object.fromEntries(Object.entries(schemas ?? {}).filter(([name]) => !renamed.has(name)));
  const merged = mapDeep({ ...document, components: { ...components, schemas: left } }, (object) => {
    const { $ref } = object;
    const name =
      typeof $ref === 'string' && $ref.startsWith(SCHEMA) ? renamed.get($ref.slice(SCHEMA.length)) : null;
    return name ? { ...object, $ref: `${SCHEMA}${name}` } : object;
  }) as OpenAPIObject;
  return mergeSchemas(merged, names);
}

/** From so many times on. */
const OFTEN = 3;
/** Characters, each time. */
const LEAST_SAVED = 10;

/** A member that is the same in several schemas is a schema of its own name, if that name is free. */
function shareMembers(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas as Named;
  const uses = new Map<string, { readonly member: string; readonly schema: Json; count: number }>();
  eachMember(schemas, (member, schema) => {
    const key = `${member} ${keyOf(schema)}`;
    const use = uses.get(key) ?? { member, schema, count: 0 };
    uses.set(key, { ...use, count: use.count + 1 });
    return schema;
  });
  const shared = new Map<string, string>();
  const added: Named = {};
  const texts = new Set(Object.values(schemas).map(keyOf));
  for (const [key, { member, schema, count }] of [...uses].sort(([, a], [, b]) => b.count - a.count)) {
    const name = pascal(member);
    const saved = keyOf(schema).length - keyOf(referenceTo(name)).length;
    const isFree = !(name in schemas) && !(name in added) && !texts.has(keyOf(schema));
    if (count < OFTEN || '$ref' in schema || saved < LEAST_SAVED || !isFree) continue;
    texts.add(keyOf(schema));
    shared.set(key, name);
    added[name] = schema;
  }
  const replaced = eachMember(schemas, (member, schema) => {
    const name = shared.get(`${member} ${keyOf(schema)}`);
    return name === undefined ? schema : referenceTo(name);
  });
  return { ...document, components: { ...document.components, schemas: { ...replaced, ...added } as never } };
}

const referenceTo = (name: string): Json => ({ $ref: `${SCHEMA}${name}` });

/** The schemas with each member of each object in them replaced. */
const eachMember = (schemas: Named, replace: (member: string, schema: Json) => Json): Named =>
  mapDeep(schemas, (object) => {
    const { properties } = object;
    if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return object;
    const members = Object.entries(properties as Named).map(([member, one]) => [
      member,
      replace(member, one),
    ]);
    return { ...object, properties: Object.fromEntries(members) as Json };
  }) as Named;

/** A success that several operations answer in the same way is a response of the name of its schema. */
function shareResponses(document: OpenAPIObject): OpenAPIObject {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Json[]);
  const all = operations.flatMap(({ responses }) => Object.values(responses as Named));
  const uses = new Map<string, number>();
  for (const one of all) uses.set(keyOf(one), (uses.get(keyOf(one)) ?? 0) + 1);
  const responses: Named = { ...(document.components?.responses as object) };
  const known = new Map<string, string>();
  for (const operation of operations) {
    for (const [status, response] of Object.entries(operation['responses'] as Named)) {
      const key = keyOf(response);
      if (response['$ref'] !== undefined || (uses.get(key) ?? 0) < 2) continue;
      const name = known.get(key) ?? freeName(nameOfSuccess(status, response), responses);
      known.set(key, name);
      responses[name] = response;
      (operation['responses'] as Named)[status] = { $ref: `#/components/responses/${name}` };
    }
  }
  return { ...document, components: { ...document.components, responses: responses as never } };
}

const WORDS_OF_STATUS: Readonly<Record<string, string>> = { 200: 'Done', 201: 'Created', 304: 'Unchanged' };

function nameOfSuccess(status: string, { content }: Json): string {
  const [media] = Object.values((content ?? {}) as Record<string, { schema?: { $ref?: string } }>);
  const schema = (media?.schema?.$ref ?? '').replace(SCHEMA, '').replace(/Response$/, '');
  return `${schema}${WORDS_OF_STATUS[status] ?? status}`;
}

/** As many members in common are no chance. */
const LEAST_INHERITED = 5;

/** A schema that has all that another has, and more, says so. Not what is closed: no member could stand beside it. */
function inherit(document: OpenAPIObject): OpenAPIObject {
  const schemas = { ...(document.components?.schemas as Named) };
  const open = Object.entries(schemas).filter(([, schema]) => isPlainObject(schema));
  for (const [name, schema] of open) {
    const parent = open
      .filter(([, other]) => other !== schema && isWithin(other, schema))
      .toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a))[0];
    if (!parent) continue;
    const { properties, required, type, ...rest } = schema as Json & { required?: string[] };
    const own = ([member]: [string, unknown]) => !(member in (parent[1]['properties'] as Json));
    const needed = (required ?? []).filter((member) => own([member, null]));
    schemas[name] = {
      ...rest,
      allOf: [
        { $ref: `${SCHEMA}${parent[0]}` },
        {
          type,
          ...(needed.length > 0 ? { required: needed } : {}),
          properties: Object.fromEntries(Object.entries(properties as Json).filter(own)),
        },
      ],
    };
  }
  return { ...document, components: { ...document.components, schemas: schemas as never } };
}

const isPlainObject = (schema: Json): boolean =>
  schema['type'] === 'object' &&
  schema['additionalProperties'] === undefined &&
  sizeOf(schema) >= LEAST_INHERITED;

const sizeOf = (schema: Json): number => Object.keys((schema['properties'] ?? {}) as Json).length;

function isWithin(part: Json, whole: Json): boolean {
  const properties = whole['properties'] as Json;
  const isRequired = (schema: Json, member: string) =>
    ((schema['required'] ?? []) as string[]).includes(member);
  return (
    sizeOf(part) < sizeOf(whole) &&
    Object.entries(part['properties'] as Json).every(
      ([member, schema]) =>
        member in properties &&
        JSON.stringify(properties[member]) === JSON.stringify(schema) &&
        isRequired(part, member) === isRequired(whole, member),
    )
  );
}
