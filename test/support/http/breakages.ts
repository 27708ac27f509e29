import { isOpenObject, type Schema } from './operations.js';

/** A value written as JSON text, so that what no object can hold (1e400, a key twice) can be sent too. */
export interface Raw {
  readonly raw: string;
}

/** Wrong values for one place of a body or query, and the values at its very edge that are right. */
interface Values {
  readonly wrong: readonly unknown[];
  readonly right: readonly unknown[];
}

/** A body that must be refused, and where. */
export interface Breakage {
  readonly what: string;
  readonly body: string;
  /** The pointers of `errors[]`, exactly; an array stands for either its own or its first element's. */
  readonly pointer: string;
  readonly code?: string;
  /** The wrong value is an element of a list: told at the element or at the list. */
  readonly orElement?: boolean;
}

const NOT_TEXT = [7, true, {}, ['x'], { raw: '1e400' }];
const BOUND_TO_OBJECTS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
export const UNSAFE_TEXTS = ['a\u0000b', 'a\u001bb', 'a\u007f', '\ud800', 'a\udc00', '\udc00\ud800'];
export const NO_SUCH_DAYS = [
  '2023-02-29',
  '2100-02-29',
  '2026-02-30',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '0001-01-01',
  '0000-01-01',
  '9999-12-31',
  '1899-12-31',
  '3000-01-01',
  '2026-3-1',
  '20260312',
  '2026-03-12T00:00:00Z',
  '2026-03-12 ',
  ' 2026-03-12',
  '2026-03-12\n',
  '+002026-03-12',
  '-2026-03-12',
  '٢٠٢٦-٠٣-١٢',
  '12/03/2026',
  'today',
  '',
];
const NO_UUIDS = [
  '',
  'x',
  'null',
  '0198f0a0-0000-7000-8000-00000000000',
  '0198f0a0-0000-7000-8000-0000000000000',
  '{0198f0a0-0000-7000-8000-000000000000}',
  '0198f0a0000070008000000000000000',
  '0198f0a0-0000-7000-8000-00000000000g',
  '0198f0a0-0000-7000-8000-000000000000\n',
  "0198f0a0-0000-7000-8000-000000000000' or '1'='1",
];
const NO_CODES = ['', ' ', 'é', 'a b', '-a', '.a', 'a'.repeat(65), 'a\n', 'a/b', 'a\u0000', '*a'];
const NO_EMAILS = ['', 'x', '@exemple.test', 'a@', 'a@b@c.test', 'a b@exemple.test', 'a@exemple', 'a@-.test'];

export function valuesFor(schema: Schema): Values {
  if (schema.enum) {
    const one = String(schema.enum[0]);
    const texts = ['', 'nonsense', `${one} `, `${one}\u0000`, ...BOUND_TO_OBJECTS];
    if (!schema.enum.includes(one.toUpperCase())) texts.push(one.toUpperCase());
    return { wrong: [...texts, 0, {}, [one]], right: schema.enum };
  }
  switch (schema.type) {
    case 'string':
      return textsFor(schema);
    case 'integer':
    case 'number':
      return numbersFor(schema);
    case 'boolean':
      return { wrong: ['true', '', 1, 0, {}, []], right: [true, false] };
    case 'array':
      return { wrong: ['x', 5, {}, true, ...tooFewOrMany(schema)], right: [] };
    default:
      return { wrong: ['x', 5, true, [], [[]]], right: [] };
  }
}

function textsFor({ format, pattern, minLength = 0, maxLength }: Schema): Values {
  if (format === 'date')
    return { wrong: [...NO_SUCH_DAYS, ...NOT_TEXT, ['2026-03-12']], right: ['2004-02-29'] };
  if (format === 'uuid') return { wrong: [...NO_UUIDS, ...NOT_TEXT], right: [] };
  if (format === 'email') {
    return {
      wrong: [...NO_EMAILS, `${'a'.repeat(250)}@exemple.test`, 'a\u0000@exemple.test', ...NOT_TEXT],
      right: ['a.b+c@sous.exemple.test'],
    };
  }
  if (pattern !== undefined) {
    const unmatched = NO_CODES.filter((text) => !new RegExp(pattern, 'u').test(text));
    return { wrong: [...unmatched, ...NOT_TEXT], right: [] };
  }
  const wrong: unknown[] = ['', '   ', '\t\n', ...UNSAFE_TEXTS, ...NOT_TEXT];
  // Without a length the text has a rule of its own (SIRET…): no edge to try.
  if (maxLength === undefined) return { wrong, right: [] };
  return {
    wrong: [
      ...wrong,
      ...(minLength > 1 ? ['a'.repeat(minLength - 1)] : []),
      'a'.repeat(maxLength + 1),
      'é'.repeat(maxLength * 20),
    ],
    right: [
      'é'.repeat(maxLength),
      'a'.repeat(Math.max(1, minLength)),
      "Zoé d'Été, «🙂»\n\tfin".padEnd(minLength, '.'),
    ].filter((text) => text.length <= maxLength),
  };
}

function numbersFor({ type, minimum, maximum }: Schema): Values {
  const at = minimum ?? 1;
  const wrong: unknown[] = [String(at), '', true, {}, [at], { raw: '1e400' }, { raw: '-1e400' }];
  if (type === 'integer') wrong.push(at + 0.5, { raw: `${at}.000000001` });
  if (minimum !== undefined) wrong.push(minimum - 1, { raw: '-9007199254740993' });
  if (maximum !== undefined) wrong.push(maximum + 1, { raw: '9007199254740993' });
  return { wrong, right: [at, ...(maximum === undefined ? [] : [maximum]), { raw: `${at}.0` }] };
}

function tooFewOrMany({ minItems = 0, maxItems }: Schema): unknown[] {
  return [
    ...(minItems > 0 ? [[]] : []),
    ...(maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, () => ({}))]),
  ];
}

/** Every way in which one place of a body can be wrong, one at a time; the rest is that of `sample`. */
export function* breakagesOf(
  schema: Schema,
  sample: unknown,
  fill: (schema: Schema, name: string) => unknown,
): Generator<Breakage> {
  yield* breakObject(schema, sample as Record<string, unknown>, '', (value) => value, fill);
}

type Wrap = (value: unknown) => unknown;
type Fill = (schema: Schema, name: string) => unknown;

function* breakObject(
  schema: Schema,
  sample: Record<string, unknown>,
  at: string,
  wrap: Wrap,
  fill: Fill,
): Generator<Breakage> {
  if (!isOpenObject(schema)) {
    for (const key of ['nope', 'a/b~c', '', 'ID', ...BOUND_TO_OBJECTS]) {
      const body = written(wrap(withMember(sample, key, 1)));
      yield { what: `unknown ${key}`, body, pointer: `${at}/${escaped(key)}`, code: 'unknown_field' };
    }
  } else {
    for (const key of ['__proto__', 'constructor']) {
      const body = written(wrap(withMember(sample, key, { x: 1 })));
      yield { what: `reserved ${key}`, body, pointer: `${at}/${key}`, code: 'unknown_field' };
    }
  }
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const pointer = `${at}/${escaped(key)}`;
    const put: Wrap = (value) => wrap(withMember(sample, key, value));
    if (schema.required?.includes(key)) {
      const { [key]: _, ...rest } = sample;
      yield { what: `without ${key}`, body: written(wrap(rest)), pointer, code: 'required' };
      yield { what: `null ${key}`, body: written(put(null)), pointer, code: 'required' };
    }
    yield* breakValue(property, pointer, put, fill, key in sample ? sample[key] : fill(property, key));
  }
}

function* breakValue(
  schema: Schema,
  pointer: string,
  put: Wrap,
  fill: Fill,
  sample: unknown,
): Generator<Breakage> {
  for (const value of valuesFor(schema).wrong) {
    yield { what: `${pointer} = ${written(value).slice(0, 60)}`, body: written(put(value)), pointer };
  }
  if (schema.properties) yield* breakObject(schema, sample as Record<string, unknown>, pointer, put, fill);
  const { items } = schema;
  if (!items) return;
  const [first, ...others] = sample as unknown[];
  const putFirst: Wrap = (value) => put([value, ...others]);
  for (const value of [null, ...valuesFor(items).wrong]) {
    const what = `${pointer}/0 = ${written(value).slice(0, 60)}`;
    yield { what, body: written(putFirst(value)), pointer, orElement: true };
  }
  if (items.properties) {
    yield* breakObject(items, first as Record<string, unknown>, `${pointer}/0`, putFirst, fill);
  }
}

/** `sample` with one member more or other, as its own whatever its name. */
export function withMember(sample: object, key: string, value: unknown): object {
  const copy = { ...sample };
  Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** As JSON, with the raw pieces as they are. */
export function written(value: unknown): string {
  if (isRaw(value)) return value.raw;
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${written(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === 'raw';
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
