import fc, { type Arbitrary } from 'fast-check';
import { NO_SUCH_DAYS, UNSAFE_TEXTS, withMember } from './breakages.js';
import { jpeg, photo, png, screenshot } from '../scenarios/files.js';
import { isOpenObject, parametersIn, type Operation, type Schema } from './operations.js';

/**
 * Requests for an operation, from its description: mostly well formed, some broken at one place. What only the run can
 * know is written `@{…}` and filled in when the request is sent: `@{own:contractId:3}` is the fourth contract known to
 * the caller's world.
 */
export interface Drawn {
  readonly operation: Operation;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent; null where there is none. */
  readonly text: string | null;
  /** The sample where it is a file. */
  readonly file: Buffer | null;
  readonly language: 'fr' | 'en';
}

/** What texts of a name are, where chance alone would never find one that is known. */
export interface Vocabulary {
  readonly days: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Names whose values the run collects: cursors, tokens. */
  readonly collected: readonly string[];
}

const FORM = 'application/x-www-form-urlencoded';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

type Weighted<T> = { weight: number; arbitrary: Arbitrary<T> };
const weighted = <T>(...choices: [number, Arbitrary<T>][]): Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]): Weighted<T> => ({ weight: weight * 10, arbitrary })));

const junk: Arbitrary<unknown> = weighted<unknown>(
  [
    2,
    fc.constantFrom(null, '', 0, -1, -0, 1.5, 2 ** 53, 1e308, true, {}, [], [[]], [null], { a: { b: [] } }),
  ],
  [
    2,
    fc.constantFrom(
      ...UNSAFE_TEXTS,
      ...NO_SUCH_DAYS,
      'x'.repeat(5000),
      '@{random}',
      "' or 1=1 --",
      '$1',
      '{{7*7}}',
    ),
  ],
  [1, fc.jsonValue({ maxDepth: 3 })],
);

const text: Arbitrary<string> = weighted(
  [
    6,
    fc.constantFrom(
      'Bien fait.',
      'À revoir, « lundi »',
      "L'aide au repas 🙂",
      'a\nb\tc',
      '=1+1',
      '<b>',
      '\u202Etxet',
    ),
  ],
  [2, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })],
  [1, fc.string({ unit: 'binary', maxLength: 20 })],
);

const whole: Arbitrary<Buffer> = fc.constantFrom(jpeg(), photo(), png(), screenshot());
/** A photo, mostly; or cut, or with some bytes of it changed, or anything. */
const file: Arbitrary<Buffer> = weighted(
  [6, whole],
  [1, fc.tuple(whole, fc.nat()).map(([bytes, at]) => bytes.subarray(0, at % bytes.length))],
  [
    2,
    fc
      .tuple(whole, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
      .map(([bytes, changes]) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        return changed;
      }),
  ],
  [1, fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))],
  [1, fc.constantFrom('', '{}', '%PDF-1.7', '%PDF-1.7\n1 0 obj\n<<', '<svg/>').map((it) => Buffer.from(it))],
);

export class RequestArbitraries {
  constructor(private readonly vocabulary: Vocabulary) {}

  of(operation: Operation): Arbitrary<Drawn> {
    return fc
      .record({
        path: this.path(operation),
        query: this.query(operation),
        body: operation.form
          ? this.form(operation.form)
          : operation.body
            ? this.body(operation.body)
            : fc.constant(null),
        file: operation.file ? file : fc.constant(null),
        headers: this.headers(operation),
        language: fc.constantFrom('fr' as const, 'en' as const),
      })
      .map(({ path, query, body, file: sent, headers, language }) => ({
        operation,
        url: query === '' ? path : `${path}?${query}`,
        headers: { ...headers, 'accept-language': language },
        text: body,
        file: sent,
        language,
      }));
  }

  private path({ path, parameters }: Operation): Arbitrary<string> {
    const names = parameters.filter((one) => one.in === 'path');
    return fc
      .tuple(...names.map(({ schema, name }) => this.inAddress(schema, name)))
      .map((values) =>
        names.reduce((url, { name }, index) => url.replace(`{${name}}`, () => values[index] ?? ''), path),
      );
  }

  private inAddress(schema: Schema, name: string): Arbitrary<string> {
    if (name === 'externalId')
      return fc.constantFrom('EXT-1', 'EXT-2', 'EXT-3', 'a%2Fb', '%20', 'x'.repeat(201), '%00');
    if (schema.format !== 'uuid' && !name.endsWith('Id')) return this.value(schema, name).map(encoded);
    return weighted(
      [40, this.id(name)],
      [1, fc.constantFrom('x', '%00', '__proto__', '@{random}x', '%zz', '..%2f..', '%E2%80%8B')],
    );
  }

  private query(operation: Operation): Arbitrary<string> {
    const fields = parametersIn(operation, 'query').map(({ name, schema }) =>
      weighted(
        [12, fc.constant('')],
        [6, this.value(schema.items ?? schema, name).map((value) => `${name}=${encoded(value)}`)],
        [
          1,
          fc.constantFrom(
            `${name}=`,
            `${name}=1&${name}=2`,
            `${name}[]=1`,
            `${name}[a]=1`,
            name,
            `${name}=%zz`,
          ),
        ],
      ),
    );
    const others = weighted(
      [40, fc.constant('')],
      [1, fc.constantFrom('nope=1', '__proto__=1', '&', '=', '%00=1')],
    );
    return fc.tuple(...fields, others).map((parts) => parts.filter((part) => part !== '').join('&'));
  }

  private headers(operation: Operation): Arbitrary<Record<string, string>> {
    const header = (name: string, value: Arbitrary<string>) =>
      value.map((one): Record<string, string> => (one === '' ? {} : { [name]: one }));
    const sound = operation.form ? FORM : operation.file ? 'image/jpeg' : 'application/json';
    const type: Arbitrary<string> =
      operation.body || operation.form || operation.file
        ? weighted(
            [60, fc.constant(sound)],
            [
              1,
              fc.constantFrom(
                '',
                'text/plain',
                `${sound}; charset=latin1`,
                operation.form ? 'application/json' : FORM,
                'image/png',
                'application/pdf',
                'multipart/form-data; boundary=x',
              ),
            ],
          )
        : fc.constant('');
    const key: Arbitrary<string> =
      operation.method === 'POST'
        ? weighted(
            [8, fc.constant('')],
            [1, fc.nat(60).map((n) => `key-${n}`)],
            [0.2, fc.constantFrom('a b', 'é')],
          )
        : fc.constant('');
    const match: Arbitrary<string> = parametersIn(operation, 'header').some(({ name }) => name === 'If-Match')
      ? weighted(
          [8, fc.constant('@{etag}')],
          [1, fc.constantFrom('', '"1"', '*', 'W/"1"', '"x"', '"999999999"')],
        )
      : fc.constant('');
    const authorization: Arbitrary<string> = operation.form ? this.credentials() : fc.constant('');
    return fc
      .tuple(
        header('content-type', type),
        header('idempotency-key', key),
        header('if-match', match),
        header('authorization', authorization),
      )
      .map((headers) => Object.assign({}, ...headers) as Record<string, string>);
  }

  private body(schema: Schema): Arbitrary<string> {
    const sound = this.value(schema, '');
    return weighted(
      [30, sound.map((value) => JSON.stringify(value))],
      [8, fc.tuple(sound, fc.nat(), fc.nat(4), junk).map((parts) => JSON.stringify(brokenAt(...parts)))],
      [1, fc.tuple(sound, fc.nat()).map(([value, cut]) => truncated(JSON.stringify(value), cut))],
      [
        0.5,
        fc.constantFrom(
          '',
          '[]',
          'null',
          '"x"',
          '1e400',
          '{"a":1,"a":2}',
          '{"__proto__":{"x":1}}',
          '\ufeff{}',
        ),
      ],
    );
  }

  /** As fields, each sound or not, some twice, some nobody described; or as what is no form at all. */
  private form({ properties = {} }: Schema): Arbitrary<string> {
    const fields = Object.entries(properties).map(([name, schema]) =>
      weighted(
        [30, this.value(schema, name).map((value) => `${name}=${encoded(value)}`)],
        [3, fc.constant('')],
        [
          1,
          fc.constantFrom(
            name,
            `${name}=`,
            `${name}=1&${name}=2`,
            `${name}[]=1`,
            `${name}=%zz`,
            `${name}=%00`,
          ),
        ],
        [1, junk.map((value) => `${name}=${encoded(value)}`)],
      ),
    );
    const others = weighted(
      [20, fc.constant('')],
      [1, fc.constantFrom('nope=1', '__proto__=1', '&&', '=', 'client_id=x&client_secret=y', '%ff=%fe')],
    );
    return weighted(
      [30, fc.tuple(...fields, others).map((parts) => parts.filter((part) => part !== '').join('&'))],
      [1, fc.constantFrom('{}', '\u0000', '&', '='.repeat(5000), 'a=1&'.repeat(3000))],
    );
  }

  /** HTTP Basic: of a client that is known, of another organisation's, of nobody, or not even that. */
  private credentials(): Arbitrary<string> {
    return weighted(
      [20, fc.nat(200).map((n) => `Basic @{own:basic:${n}}`)],
      [2, fc.nat(200).map((n) => `Basic @{foreign:basic:${n}}`)],
      [1, fc.nat(200).map((n) => `basic   @{own:basic:${n}}`)],
      [1, fc.string({ unit: 'binary', maxLength: 40 }).map((one) => `Basic ${base64(one)}`)],
      [1, fc.stringMatching(/^[A-Za-z0-9+/]{0,9}={0,3}$/).map((one) => `Basic ${one}`)],
      [
        2,
        fc.constantFrom(
          '',
          'Basic',
          'Basic !',
          'Bearer x',
          'Digest username="x"',
          `Basic ${base64('x')}`,
          `Basic ${base64(':')}`,
          `Basic ${base64('@:%zz')}`,
          `Basic ${base64('0198f0a0-0000-7000-8000-000000000000:secret')}`,
          `Basic ${base64('0198f0a0-0000-7000-8000-000000000000:\u0000')}`,
          `Basic ${base64('0198f0a0-0000-7000-8000-000000000000:'.padEnd(3000, 'x'))}`,
          `Basic ${'A'.repeat(5000)}`,
        ),
      ],
    );
  }

  private value(schema: Schema, name: string): Arbitrary<unknown> {
    if (this.vocabulary.collected.includes(name)) {
      return weighted([6, fc.nat(200).map((n) => `@{own:${name}:${n}}`)], [1, text]);
    }
    const words = this.vocabulary.words[name];
    if (words && schema.type === 'string')
      return weighted<unknown>([60, fc.constantFrom(...words)], [1, this.ofSchema(schema, name)]);
    return this.ofSchema(schema, name);
  }

  private ofSchema(schema: Schema, name: string): Arbitrary<unknown> {
    if (schema.enum)
      return weighted<unknown>([30, fc.constantFrom(...schema.enum)], [1, fc.constantFrom('nonsense', '')]);
    switch (schema.type) {
      case 'integer':
      case 'number': {
        const { minimum = 1, maximum = 100 } = schema;
        return weighted<unknown>(
          [12, fc.integer({ min: minimum, max: maximum })],
          [1, fc.constantFrom(minimum - 1, maximum + 1, 1.5, '1', 2 ** 53 + 1)],
        );
      }
      case 'boolean':
        return weighted<unknown>([30, fc.boolean()], [1, fc.constantFrom('true', 0)]);
      case 'array':
        return fc.array(this.value(schema.items ?? {}, name), {
          minLength: schema.minItems ?? 0,
          maxLength: Math.max(schema.minItems ?? 0, 3),
        });
      case 'string':
        return this.text(schema, name);
      default:
        return schema.properties ? this.object(schema) : junk;
    }
  }

  private object(schema: Schema): Arbitrary<object> {
    const members = Object.entries(schema.properties ?? {}).map(([key, property]) => {
      const value = this.value(property, key);
      const one: Arbitrary<readonly [string, unknown] | null> = schema.required?.includes(key)
        ? value.map((it) => [key, it] as const)
        : weighted<readonly [string, unknown] | null>(
            [4, fc.constant(null)],
            [2, value.map((it) => [key, it] as const)],
            [0.3, fc.constant([key, null] as const)],
          );
      return one;
    });
    const more: Arbitrary<readonly [string, unknown] | null> = isOpenObject(schema)
      ? weighted<readonly [string, unknown] | null>(
          [6, fc.constant(null)],
          [1, fc.tuple(fc.constantFrom('note', 'détail', 'a/b', ''), junk)],
        )
      : fc.constant(null);
    return fc
      .tuple(...members, more)
      .map((found) => Object.fromEntries(found.filter((member) => member !== null)) as object);
  }

  private text(
    { format, pattern, minLength = 0, maxLength = 200 }: Schema,
    name: string,
  ): Arbitrary<unknown> {
    if (format === 'uuid') return this.id(name);
    if (format === 'date') {
      return weighted<string>(
        [60, fc.constantFrom(...this.vocabulary.days)],
        [1, fc.constantFrom(...NO_SUCH_DAYS)],
      );
    }
    if (format === 'date-time' || name === 'at' || name === 'updatedSince') {
      const instants = [
        '2026-03-01T10:00:00Z',
        '2024-02-29T23:59:59.999+01:00',
        '2026-03-12T24:00:00Z',
        '2025-12-31T23:30:00-12:00',
      ];
      return fc.constantFrom(...instants, ...this.vocabulary.days, '9999-12-31T23:59:59Z', '1900-01-01');
    }
    if (format === 'email') {
      return weighted<string>(
        [60, fc.nat(10_000).map((n) => `a${n}@exemple.test`)],
        [1, fc.constantFrom('x', 'a@b')],
      );
    }
    if (pattern !== undefined) {
      return weighted<string>(
        [60, fc.nat(10_000).map((n) => `CODE-${n}`)],
        [1, fc.constantFrom('é', '', 'a b')],
      );
    }
    return text.map((one) =>
      (one.length < minLength ? one.padEnd(minLength, 'x') : one).slice(0, maxLength + 1),
    );
  }

  /** An id of the caller's world, of another organisation's, of nothing, of something else. */
  private id(name: string): Arbitrary<string> {
    return weighted(
      [40, fc.nat(500).map((n) => `@{own:${name}:${n}}`)],
      [2, fc.nat(500).map((n) => `@{foreign:${name}:${n}}`)],
      [1, fc.constant('@{random}')],
      [1, fc.nat(500).map((n) => `@{own:anything:${n}}`)],
    );
  }
}

/** One place of a body made wrong: another value, taken away, one member more, wrapped in a list. */
function brokenAt(value: unknown, where: number, how: number, by: unknown): unknown {
  const places = placesOf(value);
  const path = places[where % places.length] ?? [];
  const replace = (at: unknown, rest: readonly string[]): unknown => {
    const [key, ...more] = rest;
    if (key === undefined) return changed(at, how, by);
    if (Array.isArray(at))
      return at.map((item, index) => (String(index) === key ? replace(item, more) : item));
    const members = at as Record<string, unknown>;
    const inside = replace(members[key], more);
    if (inside !== undefined) return withMember(members, key, inside);
    const { [key]: _, ...others } = members;
    return others;
  };
  return replace(value, path) ?? null;
}

function changed(at: unknown, how: number, by: unknown): unknown {
  if (how === 0) return undefined;
  if (how === 1) return [at];
  if (how === 2 && typeof at === 'object' && at !== null && !Array.isArray(at)) {
    return withMember(at, ['nope', '__proto__', 'constructor', 'a/b'][String(by).length % 4] as string, by);
  }
  return by;
}

function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => placesOf(member, [...path, key]))];
}

const truncated = (json: string, cut: number): string => json.slice(0, cut % Math.max(1, json.length));

/** Percent-encoded, but for what the run fills in; halves of characters have no encoding. */
function encoded(value: unknown): string {
  const one = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return one
    .split(/(@\{[^}]*\})/)
    .map((part) => (part.startsWith('@{') ? part : encodeURIComponent(Buffer.from(part).toString('utf8'))))
    .join('');
}
