/** What a client written for one OpenAPI document may trip over in the next one. Pure: two documents in, sentences out. */

export type Json = Record<string, unknown>;

/** Read with a request, a schema must not refuse more than before; with an answer, it must not tell more values or less fields. */
type Side = 'request' | 'answer';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const PROBLEM = 'application/problem+json';
/** Limits whose growth narrows, and those whose fall does. */
const LOWER = ['minLength', 'minItems', 'minimum', 'minProperties'];
const UPPER = ['maxLength', 'maxItems', 'maximum', 'maxProperties'];

/** Every break, one sentence each; the sentence is also its name in the list of accepted ones. */
export function findBreaks(before: Json, after: Json): string[] {
  return new Comparison(before, after).run();
}

/** The breaks that no line of the list accepts: a line is ``- `sentence` ``, in which `*` stands for any text. */
export function withoutAccepted(breaks: readonly string[], list: string): string[] {
  const lines = [...list.matchAll(/^- `(.+)`$/gm)].map(([, line = '']) =>
    line.split('*').map(escaped).join('.*'),
  );
  return breaks.filter((sentence) => !lines.some((line) => new RegExp(`^${line}$`).test(sentence)));
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.+?()[\]{}|/]/g, String.raw`\$&`);

class Comparison {
  private readonly breaks = new Set<string>();

  constructor(
    private readonly before: Json,
    private readonly after: Json,
  ) {}

  run(): string[] {
    for (const [path, operations] of entries(this.before['paths'])) {
      for (const method of METHODS.filter((one) => one in operations)) {
        const name = `${method.toUpperCase()} ${path}`;
        const next = object(object(object(this.after['paths'])[path])[method]);
        if (Object.keys(next).length === 0) this.add(name, 'was removed');
        else this.compareOperations(name, object(operations[method]), next);
      }
    }
    return [...this.breaks].sort();
  }

  private compareOperations(name: string, before: Json, after: Json): void {
    if (before['operationId'] !== after['operationId']) {
      this.add(name, `was ${shown(before['operationId'])}, is ${shown(after['operationId'])}`);
    }
    this.compareSecurity(name, before, after);
    this.compareParameters(name, before, after);
    this.compareBodies(name, before, after);
    // The headers of `default` are on every answer of the operation.
    const common = object(this.new(object(after['responses'])['default'])['headers']);
    for (const [status, response] of entries(before['responses'])) {
      // `default` is the answer of whatever status of a refusal that is not told apart.
      const next =
        object(after['responses'])[status] ??
        (status >= '400' ? object(after['responses'])['default'] : undefined);
      if (next === undefined) this.add(name, `no longer answers ${status}`);
      else this.compareResponses(`${name} ${status}`, this.old(response), this.new(next), common);
    }
  }

  /** Whoever got in must still get in: each way in of before has one now that asks for no more. */
  private compareSecurity(name: string, before: Json, after: Json): void {
    const now = requirements(after, this.after);
    const shut = requirements(before, this.before).filter(
      (way) =>
        !now.some((one) => Object.entries(one).every(([scheme, scopes]) => isCovered(scopes, way[scheme]))),
    );
    if (shut.length > 0)
      this.add(name, `no longer lets in ${shut.map((way) => JSON.stringify(way)).join(', ')}`);
  }

  private compareParameters(name: string, before: Json, after: Json): void {
    const known = parametersOf(before, (one) => this.old(one));
    const now = parametersOf(after, (one) => this.new(one));
    for (const [key, parameter] of known) {
      const next = now.get(key);
      if (!next) {
        this.add(name, `no longer takes the ${key}`);
        continue;
      }
      if (next['required'] && !parameter['required']) this.add(name, `now requires the ${key}`);
      this.compareSchemas(`${name} ${key}`, parameter['schema'], next['schema'], 'request');
    }
    for (const [key, parameter] of now) {
      if (parameter['required'] && !known.has(key)) this.add(name, `now requires the ${key}`);
    }
  }

  private compareBodies(name: string, before: Json, after: Json): void {
    const body = this.old(before['requestBody']);
    const next = this.new(after['requestBody']);
    if (next['required'] && !body['required']) this.add(name, 'now requires a body');
    for (const [media, { schema }] of entries(body['content'])) {
      const there = object(next['content'])[media];
      if (there === undefined) this.add(name, `no longer takes ${media}`);
      else this.compareSchemas(`${name} body`, schema, object(there)['schema'], 'request');
    }
  }

  private compareResponses(name: string, before: Json, after: Json, common: Json): void {
    for (const [header] of entries(before['headers'])) {
      if (!(header in { ...common, ...object(after['headers']) })) {
        this.add(name, `no longer sends ${header}`);
      }
    }
    for (const [media, { schema }] of entries(before['content'])) {
      const there = object(after['content'])[media];
      const now = object(there)['schema'];
      if (there === undefined) this.add(name, `no longer answers ${media}`);
      else if (media === PROBLEM) this.compareProblems(name, schema, now);
      else this.compareSchemas(name, schema, now, 'answer');
    }
  }

  /** One more reason to refuse is no break, nor one less: clients meet codes that they do not know. */
  private compareProblems(name: string, before: unknown, after: unknown): void {
    const now = codesOf(after);
    for (const schema of codesOf(before)) {
      const same = now.find((one) => nameOf(one) === nameOf(schema));
      if (same) this.compareSchemas(`${name} ${nameOf(schema)}`, schema, same, 'answer');
    }
  }

  private compareSchemas(
    place: string,
    before: unknown,
    after: unknown,
    side: Side,
    seen: string[] = [],
  ): void {
    const pair = `${shown(object(before)['$ref'])} ${shown(object(after)['$ref'])}`;
    if (seen.includes(pair) && !pair.startsWith('undefined')) return;
    const known = merged(this.old(before), (one) => this.old(one));
    const next = merged(this.new(after), (one) => this.new(one));
    const within = [...seen, pair];

    this.compareTypes(place, known, next, side);
    this.compareValues(place, known, next, side);
    if (side === 'request') this.compareLimits(place, known, next);
    this.compareFields(place, known, next, side, within);
    if (known['items'] && next['items']) {
      this.compareSchemas(`${place}[]`, known['items'], next['items'], side, within);
    }
    this.compareAlternatives(place, known, next, side, within);
  }

  private compareTypes(place: string, before: Json, after: Json, side: Side): void {
    const known = types(before);
    const next = types(after);
    const wide = side === 'request' ? known : next;
    const narrow = side === 'request' ? next : known;
    const lost = wide.filter(
      (type) => !narrow.includes(type) && !(type === 'integer' && narrow.includes('number')),
    );
    if (narrow.length > 0 && (lost.length > 0 || wide.length === 0)) {
      this.add(place, `was ${known.join(' or ') || 'anything'}, is ${next.join(' or ') || 'anything'}`);
    }
    const format = side === 'request' ? after['format'] : before['format'];
    if (format !== undefined && before['format'] !== after['format']) {
      this.add(
        place,
        `had the format ${shown(before['format'] ?? 'of any text')}, has ${shown(after['format'] ?? 'that of any text')}`,
      );
    }
  }

  /** A request may name every value that it could; an answer may not hold one that was not told. */
  private compareValues(place: string, before: Json, after: Json, side: Side): void {
    const known = values(before);
    const next = values(after);
    if (side === 'request' && next) {
      if (!known) this.add(place, `only takes ${next.join(', ')}`);
      for (const value of known ?? [])
        if (!next.includes(value)) this.add(place, `no longer takes ${shown(value)}`);
    }
    if (side === 'answer' && known) {
      if (!next) this.add(place, 'may hold any value');
      for (const value of next ?? []) if (!known.includes(value)) this.add(place, `may hold ${shown(value)}`);
    }
  }

  private compareLimits(place: string, before: Json, after: Json): void {
    const tighter = (key: string, isTighter: (was: number, is: number) => boolean) =>
      after[key] !== undefined &&
      (before[key] === undefined || isTighter(before[key] as number, after[key] as number));
    for (const key of LOWER.filter((one) => tighter(one, (was, is) => is > was))) {
      if (before[key] === undefined && after[key] === 0) continue;
      this.add(place, `${key} was ${shown(before[key] ?? 'none')}, is ${shown(after[key])}`);
    }
    for (const key of UPPER.filter((one) => tighter(one, (was, is) => is < was))) {
      this.add(place, `${key} was ${shown(before[key] ?? 'none')}, is ${shown(after[key])}`);
    }
    if (after['pattern'] !== undefined && before['pattern'] !== after['pattern']) {
      this.add(
        place,
        `had the pattern ${shown(before['pattern'] ?? 'of any text')}, has ${shown(after['pattern'])}`,
      );
    }
    if (after['uniqueItems'] === true && before['uniqueItems'] !== true)
      this.add(place, 'must hold each item once');
  }

  private compareFields(place: string, before: Json, after: Json, side: Side, seen: string[]): void {
    const isRequired = (schema: Json, field: string) =>
      ((schema['required'] ?? []) as string[]).includes(field);
    const isOpen = after['additionalProperties'] !== undefined && after['additionalProperties'] !== false;
    for (const [field, schema] of entries(before['properties'])) {
      const next = object(after['properties'])[field];
      if (next === undefined) {
        if (side === 'answer' || !isOpen) this.add(`${place} ${field}`, 'was removed');
        continue;
      }
      if (side === 'answer' && isRequired(before, field) && !isRequired(after, field)) {
        this.add(`${place} ${field}`, 'may be absent');
      }
      this.compareSchemas(`${place} ${field}`, schema, next, side, seen);
    }
    for (const field of side === 'request' ? ((after['required'] ?? []) as string[]) : []) {
      if (!isRequired(before, field)) this.add(`${place} ${field}`, 'is required now');
    }
    if (side === 'request' && before['additionalProperties'] === true && !isOpen) {
      this.add(place, 'no longer takes other fields');
    }
  }

  /** `oneOf` and `anyOf`, told apart by the schema that they name, or else by what they say. */
  private compareAlternatives(place: string, before: Json, after: Json, side: Side, seen: string[]): void {
    const known = alternatives(before);
    const next = alternatives(after);
    if (known.length === 0 && next.length === 0) return;
    const lost = side === 'request' ? known : next;
    const left = side === 'request' ? next : known;
    for (const one of lost) {
      const same = left.find((other) => nameOf(other) === nameOf(one));
      if (!same) {
        this.add(place, side === 'request' ? `no longer takes ${nameOf(one)}` : `may be ${nameOf(one)}`);
        continue;
      }
      const [was, is] = side === 'request' ? [one, same] : [same, one];
      this.compareSchemas(place, was, is, side, seen);
    }
  }

  private old(value: unknown): Json {
    return resolved(this.before, value);
  }

  private new(value: unknown): Json {
    return resolved(this.after, value);
  }

  private add(place: string, what: string): void {
    this.breaks.add(`${place}: ${what}`);
  }
}

function resolved(document: Json, value: unknown): Json {
  const { $ref, ...beside } = object(value);
  if (typeof $ref !== 'string') return object(value);
  const target = $ref
    .replace('#/', '')
    .split('/')
    .reduce<unknown>((at, part) => object(at)[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  return { ...resolved(document, target), ...beside };
}

/** The parts of `allOf` as one schema; a lone alternative to null as itself, or null. */
function merged(schema: Json, resolve: (value: unknown) => Json): Json {
  const others = alternatives(schema).filter((one) => one['type'] !== 'null');
  const [only] = others;
  if (only && others.length === 1 && alternatives(schema).length === 2) {
    const rest = { ...schema, anyOf: undefined, oneOf: undefined };
    const one = merged(resolve(only), resolve);
    return {
      ...rest,
      ...one,
      type: [...types(one), 'null'],
      ...(one['enum'] ? { enum: [...(one['enum'] as []), null] } : {}),
    };
  }
  const parts = ((schema['allOf'] ?? []) as unknown[]).map((part) => merged(resolve(part), resolve));
  return [...parts, { ...schema, allOf: undefined }].reduce<Json>(
    (whole, part) => ({
      ...whole,
      ...part,
      ...(whole['properties'] || part['properties']
        ? { properties: { ...object(whole['properties']), ...object(part['properties']) } }
        : {}),
      required: [...((whole['required'] ?? []) as string[]), ...((part['required'] ?? []) as string[])],
    }),
    {},
  );
}

function requirements(operation: Json, document: Json): Record<string, string[]>[] {
  const ways = (operation['security'] ?? document['security'] ?? []) as Record<string, string[]>[];
  return ways.length === 0 ? [{}] : ways;
}

const isCovered = (asked: readonly string[], held: readonly string[] | undefined): boolean =>
  held !== undefined && asked.every((scope) => held.includes(scope));

const parametersOf = (operation: Json, resolve: (value: unknown) => Json): Map<string, Json> =>
  new Map(
    ((operation['parameters'] ?? []) as unknown[]).map((one) => {
      const parameter = resolve(one);
      return [`${shown(parameter['in'])} ${shown(parameter['name'])}`, parameter];
    }),
  );

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const entries = (value: unknown): [string, Json][] => Object.entries(object(value)) as [string, Json][];
const types = (schema: Json): string[] =>
  [schema['type'] ?? (typeof schema['const'] === 'string' ? 'string' : [])].flat() as string[];
const alternatives = (schema: Json): Json[] => (schema['oneOf'] ?? schema['anyOf'] ?? []) as Json[];
const codesOf = (schema: unknown): Json[] =>
  (object(schema)['oneOf'] as Json[] | undefined) ?? [object(schema)];
const nameOf = (schema: Json): string => shown(schema['$ref'] ?? schema).replace(/^.*\//, '');
const values = (schema: Json): unknown[] | undefined =>
  'const' in schema ? [schema['const']] : (schema['enum'] as unknown[] | undefined);
const shown = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
