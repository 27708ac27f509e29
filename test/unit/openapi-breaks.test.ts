import { expect, test } from '@jest/globals';
import { findBreaks, withoutAccepted, type Json } from '../../scripts/openapi/breaks.js';

const json = (schema: object) => ({ 'application/json': { schema } });
const document = (operation: object, schemas: object = {}): Json => ({
  paths: { '/v1/things': { post: { operationId: 'createThing', responses: {}, ...operation } } },
  components: { schemas },
});
const asked = (schema: object) => document({ requestBody: { content: json(schema) } });
const answered = (schema: object, status = '200') =>
  document({ responses: { [status]: { content: json(schema) } } });
const named = (item: object, schemas: object) =>
  document(
    { responses: { 200: { content: json({ $ref: '#/components/schemas/Item' }) } } },
    { Item: item, ...schemas },
  );
const fields = (properties: object, required: string[] = [], more: object = {}) => ({
  type: 'object',
  properties,
  required,
  ...more,
});
const taking = (...parameters: object[]) => document({ parameters });
const query = (schema: object, required = false) => ({ in: 'query', name: 'q', required, schema });
const guarded = (...security: object[]) => document({ security });
const refused = (...codes: string[]) => {
  const schemas = codes.map((code) => ({ $ref: `#/components/schemas/${code}` }));
  const schema = schemas.length === 1 ? schemas[0] : { oneOf: schemas };
  return document(
    { responses: { 409: { content: { 'application/problem+json': { schema } } } } },
    Object.fromEntries(codes.map((code) => [code, fields({ code: { const: code } })])),
  );
};
const text = { type: 'string' };
const nothing: Json = { paths: {} };
const two = (path: string): Json => ({
  paths: {
    '/v1/things': { post: { operationId: 'createThing', responses: {} } },
    [path]: { get: { operationId: 'x' } },
  },
});

const ITEM = 'POST /v1/things';

test.each<[what: string, before: Json, after: Json, ...breaks: string[]]>([
  ['an operation removed', document({}), nothing, `${ITEM}: was removed`],
  ['a path removed', two('/v1/others'), two('/v1/else'), 'GET /v1/others: was removed'],
  [
    'another operation id',
    document({}),
    document({ operationId: 'makeThing' }),
    `${ITEM}: was createThing, is makeThing`,
  ],
  ['a status removed', answered(text), answered(text, '201'), `${ITEM}: no longer answers 200`],
  [
    'a field of an answer removed',
    answered(fields({ a: text, b: text })),
    answered(fields({ a: text })),
    `${ITEM} 200 b: was removed`,
  ],
  [
    'a field of an answer that may be absent',
    answered(fields({ a: text }, ['a'])),
    answered(fields({ a: text })),
    `${ITEM} 200 a: may be absent`,
  ],
  [
    'a field of a named schema removed, at any depth',
    named(fields({ list: { type: 'array', items: { $ref: '#/components/schemas/Part' } } }), {
      Part: fields({ a: text }),
    }),
    named(fields({ list: { type: 'array', items: { $ref: '#/components/schemas/Part' } } }), {
      Part: fields({}),
    }),
    `${ITEM} 200 list[] a: was removed`,
  ],
  [
    'an answer that may be null',
    answered(fields({ a: text })),
    answered(fields({ a: { type: ['string', 'null'] } })),
    `${ITEM} 200 a: was string, is string or null`,
  ],
  [
    'an answer that may be null, by reference',
    named({ ...fields({ a: { $ref: '#/components/schemas/Code' } }) }, { Code: text }),
    named(
      { ...fields({ a: { anyOf: [{ $ref: '#/components/schemas/Code' }, { type: 'null' }] } }) },
      { Code: text },
    ),
    `${ITEM} 200 a: was string, is string or null`,
  ],
  ['another type', answered(text), answered({ type: 'integer' }), `${ITEM} 200: was string, is integer`],
  [
    'a value that an answer may hold',
    answered({ ...text, enum: ['a'] }),
    answered({ ...text, enum: ['a', 'b'] }),
    `${ITEM} 200: may hold b`,
  ],
  [
    'a value that a request may not hold any more',
    asked({ ...text, enum: ['a', 'b'] }),
    asked({ ...text, enum: ['a'] }),
    `${ITEM} body: no longer takes b`,
  ],
  [
    'a list of values for a request',
    asked(text),
    asked({ ...text, enum: ['a'] }),
    `${ITEM} body: only takes a`,
  ],
  [
    'a new required field of a request',
    asked(fields({ a: text })),
    asked(fields({ a: text, b: text }, ['b'])),
    `${ITEM} body b: is required now`,
  ],
  [
    'a field of a request required now',
    asked(fields({ a: text })),
    asked(fields({ a: text }, ['a'])),
    `${ITEM} body a: is required now`,
  ],
  [
    'a field of a request removed: unknown fields are errors',
    asked(fields({ a: text, b: text })),
    asked(fields({ a: text })),
    `${ITEM} body b: was removed`,
  ],
  [
    'null no longer taken',
    asked({ type: ['string', 'null'] }),
    asked(text),
    `${ITEM} body: was string or null, is string`,
  ],
  [
    'a shorter limit',
    asked({ ...text, maxLength: 200 }),
    asked({ ...text, maxLength: 100 }),
    `${ITEM} body: maxLength was 200, is 100`,
  ],
  [
    'a limit where there was none',
    asked(text),
    asked({ ...text, minLength: 1 }),
    `${ITEM} body: minLength was none, is 1`,
  ],
  [
    'a format of requests',
    asked(text),
    asked({ ...text, format: 'date' }),
    `${ITEM} body: had the format of any text, has date`,
  ],
  [
    'a pattern of requests',
    asked({ ...text, pattern: 'a' }),
    asked({ ...text, pattern: 'b' }),
    `${ITEM} body: had the pattern a, has b`,
  ],
  [
    'a format of answers that is no more',
    answered({ ...text, format: 'date' }),
    answered(text),
    `${ITEM} 200: had the format date, has that of any text`,
  ],
  ['a parameter removed', taking(query(text)), taking(), `${ITEM}: no longer takes the query q`],
  [
    'a parameter required now',
    taking(query(text)),
    taking(query(text, true)),
    `${ITEM}: now requires the query q`,
  ],
  ['a new required parameter', taking(), taking(query(text, true)), `${ITEM}: now requires the query q`],
  [
    'a narrower parameter',
    taking(query({ type: 'integer', maximum: 500 })),
    taking(query({ type: 'integer', maximum: 100 })),
    `${ITEM} query q: maximum was 500, is 100`,
  ],
  [
    'a body required now',
    document({ requestBody: { content: json(text) } }),
    document({ requestBody: { required: true, content: json(text) } }),
    `${ITEM}: now requires a body`,
  ],
  [
    'another media type',
    document({ requestBody: { content: json(text) } }),
    document({ requestBody: { content: { 'text/plain': { schema: text } } } }),
    `${ITEM}: no longer takes application/json`,
  ],
  [
    'a header no longer sent',
    document({ responses: { 200: { headers: { ETag: {} } } } }),
    document({ responses: { 200: {} } }),
    `${ITEM} 200: no longer sends ETag`,
  ],
  ['a token asked for', guarded(), guarded({ bearer: [] }), `${ITEM}: no longer lets in {}`],
  [
    'one more scope asked for',
    guarded({ oauth: ['read'] }),
    guarded({ oauth: ['read', 'write'] }),
    `${ITEM}: no longer lets in {"oauth":["read"]}`,
  ],
  [
    'a way in shut',
    guarded({ bearer: [] }, { oauth: [] }),
    guarded({ bearer: [] }),
    `${ITEM}: no longer lets in {"oauth":[]}`,
  ],
  [
    'an alternative of an answer',
    answered({ oneOf: [text] }),
    answered({ oneOf: [text, { type: 'integer' }] }),
    `${ITEM} 200: may be {"type":"integer"}`,
  ],
])('%s is a break', (_what, before, after, ...breaks) => {
  expect(findBreaks(before, after)).toEqual(breaks);
});

test.each<[what: string, before: Json, after: Json]>([
  ['nothing', document({}), document({})],
  ['a new path', document({}), two('/v1/others')],
  ['a new optional field of a request', asked(fields({ a: text })), asked(fields({ a: text, b: text }))],
  ['a new field of an answer', answered(fields({ a: text })), answered(fields({ a: text, b: text }, ['b']))],
  ['a new status', answered(text), document({ responses: { 200: { content: json(text) }, 404: {} } })],
  ['a new optional parameter', taking(), taking(query(text))],
  ['a parameter that is optional now', taking(query(text, true)), taking(query(text))],
  ['one more value for a request', asked({ ...text, enum: ['a'] }), asked({ ...text, enum: ['a', 'b'] })],
  [
    'one value less in an answer',
    answered({ ...text, enum: ['a', 'b'] }),
    answered({ ...text, enum: ['a'] }),
  ],
  ['a longer limit', asked({ ...text, maxLength: 100 }), asked({ ...text, maxLength: 200 })],
  ['a limit of answers', answered(text), answered({ ...text, maxLength: 10 })],
  ['null taken too', asked(text), asked({ type: ['string', 'null'] })],
  ['null answered no more', answered({ type: ['string', 'null'] }), answered(text)],
  ['numbers where whole ones were asked', asked({ type: 'integer' }), asked({ type: 'number' })],
  ['one more way in', guarded({ bearer: [] }), guarded({ bearer: [] }, { oauth: ['read'] })],
  ['an open door', guarded({ bearer: [] }), guarded()],
  ['one more reason to refuse', refused('locked'), refused('locked', 'late')],
  ['one reason less to refuse', refused('locked', 'late'), refused('locked')],
  ['sentences', document({ summary: 'a' }), document({ summary: 'b', description: 'c' })],
  [
    'a schema with another name',
    named(fields({ a: { $ref: '#/components/schemas/A' } }), { A: text }),
    named(fields({ a: { $ref: '#/components/schemas/B' } }), { B: text }),
  ],
  [
    'fields put together by allOf',
    answered(fields({ a: text, b: text })),
    answered({ allOf: [fields({ a: text }), fields({ b: text })] }),
  ],
])('%s is no break', (_what, before, after) => {
  expect(findBreaks(before, after)).toEqual([]);
});

test('a schema that holds itself is compared once', () => {
  const tree = (properties: object) =>
    named(fields({ next: { $ref: '#/components/schemas/Item' }, ...properties }), {});

  expect(findBreaks(tree({ a: text }), tree({}))).toEqual(['POST /v1/things 200 a: was removed']);
});

test('a break is accepted by its sentence, or by one with a star', () => {
  const breaks = ['GET /v1/a: was removed', 'GET /v1/b path id: x', 'GET /v1/c path id: x'];

  expect(withoutAccepted(breaks, '- `GET /v1/a: was removed`\n- `* path id: x`\n')).toEqual([]);
  expect(withoutAccepted(breaks, '- `GET /v1/a: was`\n- `GET /v1/* path id: x`, as stated\n')).toEqual(
    breaks,
  );
});
