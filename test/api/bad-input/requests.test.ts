import { randomUUID } from 'node:crypto';
import { newId } from '../../../src/platform/ids.js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROLES, type Role } from '../../../src/platform/access/actor.js';
import { TestApp } from '../../support/app.js';
import { valuesFor } from '../../support/http/breakages.js';
import {
  isOpen,
  OPERATIONS,
  parametersIn,
  type Operation,
  type Schema,
} from '../../support/http/operations.js';
import { Samples, type Sample } from '../../support/http/samples.js';
import { inTurn, type Reply, type Sending } from '../../support/http/wire.js';

// What can be wrong around a body: who asks, media type, size, keys, versions, addresses and queries; and the order in
// which a request that is wrong in several ways is told so.

const MIB = 1024 * 1024;

let app: TestApp;
let samples: Samples;
const sampleOf = new Map<string, Sample>();
const asked = OPERATIONS.filter(({ form }) => form === null);
/** A hash that no booklet has is answered: not genuine. */
const names = ({ id, path }: Operation) => path.includes('{') && id !== 'verifyReport';
const withBody = asked.filter(({ body }) => body !== null);
const guarded = OPERATIONS.filter((operation) => !isOpen(operation));
const posts = guarded.filter(({ method }) => method === 'POST');

beforeAll(async () => {
  app = await TestApp.start();
  samples = await Samples.start(app);
  for (const operation of asked) sampleOf.set(operation.id, await samples.sampleOf(operation));
}, 60_000);
afterAll(async () => {
  samples.wire.close();
  await app.stop();
});

const refusedAs = (status: number, code: string, pointers?: readonly string[]): Wanted => ({
  status,
  code,
  ...(pointers ? { pointers } : {}),
});
const UNKNOWN_FIELD = refusedAs(422, 'validation_failed');

test.each([
  ['not JSON', '{"a":', refusedAs(400, 'malformed')],
  ['JSON with a comma more', '{"a":1,}', refusedAs(400, 'malformed')],
  ['JSON5', "{a:'b'}", refusedAs(400, 'malformed')],
  ['two documents', '{}{}', refusedAs(400, 'malformed')],
  ['a control character in a text', '{"a":"b\u0001"}', refusedAs(400, 'malformed')],
  ['NaN', '{"a":NaN}', refusedAs(400, 'malformed')],
  ['blanks', '   ', refusedAs(400, 'malformed')],
  ['NUL', '\u0000', refusedAs(400, 'malformed')],
  ['no UTF-8', Buffer.from('{"a":"caf\xe9"}', 'latin1'), refusedAs(400, 'malformed')],
  ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), refusedAs(400, 'malformed')],
  ['an overlong NUL', Buffer.from([0x22, 0xc0, 0x80, 0x22]), refusedAs(400, 'malformed')],
  ['half a character', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), refusedAs(400, 'malformed')],
  ['2 MiB', `{"a":"${'x'.repeat(2 * MIB)}"}`, refusedAs(413, 'too_large')],
  ['1 MiB and a byte', ' '.repeat(MIB + 1), refusedAs(413, 'too_large')],
  ['1 MiB', `{"nope":${' '.repeat(MIB - 10)}1}`, UNKNOWN_FIELD],
])(
  'a body that is %s',
  async (_, body, wanted) => {
    await each(withBody, (operation) => {
      // Who shows no token sends a hundredth of that.
      if (isOpen(operation) && body.length > 8 * 1024) return [{ body }, refusedAs(413, 'too_large')];
      const isAccepted = wanted === UNKNOWN_FIELD && operation.body?.additionalProperties === true;
      return [{ body: isAccepted ? '[]' : body }, wanted];
    });
  },
  60_000,
);

const UNSUPPORTED = refusedAs(415, 'unsupported_media_type');
test.each([
  [undefined, UNSUPPORTED],
  ['text/plain', UNSUPPORTED],
  ['text/json', UNSUPPORTED],
  ['application/xml', UNSUPPORTED],
  ['application/x-www-form-urlencoded', UNSUPPORTED],
  ['multipart/form-data; boundary=x', UNSUPPORTED],
  ['application/json-patch+json', UNSUPPORTED],
  ['application/json, text/plain', UNSUPPORTED],
  ['application/jsonp', UNSUPPORTED],
  ['application', UNSUPPORTED],
  [';', UNSUPPORTED],
  ['application/json; charset=iso-8859-1', UNSUPPORTED],
  ['application/json; charset=utf-16', UNSUPPORTED],
  ['application/json; charset="utf-8"', refusedAs(422, 'validation_failed')],
  ['APPLICATION/JSON;CHARSET=UTF-8', refusedAs(422, 'validation_failed')],
])('a body said to be %s', async (type, wanted) => {
  await each(withBody, ({ id }) => {
    const { 'content-type': _, ...headers } = (sampleOf.get(id) as Sample).headers;
    return [{ body: '[]', headers: { ...headers, ...(type ? { 'content-type': type } : {}) } }, wanted];
  });
});

test('no body at all lacks every field that is required', async () => {
  await each(
    withBody.filter(({ body }) => (body?.required ?? []).length > 0),
    ({ body }) => [
      { body: '' },
      refusedAs(
        422,
        'validation_failed',
        body?.required?.map((name) => `/${name}`),
      ),
    ],
  );
});

test('an operation that describes no body refuses the fields of one', async () => {
  const without = asked.filter(
    ({ body, file, table, method }) =>
      body === null && !file && !table && method !== 'GET' && method !== 'DELETE',
  );

  await each(without, ({ id }) => {
    const headers = { ...sampleOf.get(id)?.headers, 'content-type': 'application/json' };
    return [{ headers, body: '{"dryRun":true}' }, refusedAs(422, 'validation_failed', ['/dryRun'])];
  });
});

test('the order of refusals: 401, the key, 403 by role, 400 413 415, 422, 404', async () => {
  const nobody = (operation: Operation) => ({
    ...broken(operation),
    headers: { 'content-type': 'text/plain' },
  });
  await each(guarded, (operation) => [nobody(operation), refusedAs(401, 'unauthenticated')]);

  const badKey = { 'idempotency-key': 'not a key', 'content-type': 'text/plain' };
  for (const role of ROLES) {
    const authorization = await samples.authorization(role);
    const refused = guarded.filter((operation) => !mayTry(role, operation));
    await each(refused, (operation) => [
      { ...broken(operation), headers: { ...authorization, 'content-type': 'text/plain' } },
      refusedAs(403, 'forbidden'),
    ]);
    await each(
      refused.filter(({ method }) => method === 'POST'),
      (operation) => [
        { ...broken(operation), headers: { ...authorization, ...badKey } },
        refusedAs(422, 'validation_failed', ['Idempotency-Key']),
      ],
    );
  }

  const far = (operation: Operation) => elsewhere(operation, () => randomUUID());
  await each(withBody, (operation) => [
    { url: `${far(operation)}?nope=1`, body: '{' },
    refusedAs(400, 'malformed'),
  ]);
  await each(
    withBody.filter(({ body }) => body?.additionalProperties !== true),
    (operation) => [
      { url: far(operation), body: '{"nope":1}', headers: anyVersion(operation) },
      UNKNOWN_FIELD,
    ],
  );
  await each(
    asked.filter(
      (operation) =>
        names(operation) && parametersIn(operation, 'path').some(({ name }) => name !== 'externalId'),
    ),
    (operation) => [
      { url: `${far(operation)}${queryOf(operation)}`, headers: anyVersion(operation) },
      refusedAs(404, 'not_found'),
    ],
  );
}, 60_000);

test('what no id can be names nothing, as an id that nothing has', async () => {
  const shapes = [
    'x',
    '0',
    'null',
    'undefined',
    '%20',
    '%00',
    '%0d%0aset-cookie:a=b',
    '..%2f..%2fetc%2fpasswd',
    '%F0%9F%98%80',
    '%ed%a0%80',
    '%',
    '%zz',
    '%c3',
    "1'%20or%20'1'='1",
    '__proto__',
    'constructor',
    `${randomUUID()}x`,
    randomUUID().replaceAll('-', ''),
    `%7B${randomUUID()}%7D`,
    'a'.repeat(300),
    'a'.repeat(5000),
  ];
  for (const shape of shapes) {
    await each(
      asked.filter((operation) => names(operation) && !operation.path.includes('{externalId}')),
      (operation) => [
        { url: elsewhere(operation, () => shape), headers: anyVersion(operation) },
        refusedAs(404, 'not_found'),
      ],
    );
  }
}, 60_000);

test('an id may be written in capitals', async () => {
  await each(
    asked.filter(
      ({ method, path }) => method === 'GET' && path.endsWith('Id}') && !path.endsWith('{externalId}'),
    ),
    ({ id }) => {
      const { url } = sampleOf.get(id) as Sample;
      const [last = ''] = url.split('/').slice(-1);
      return [{ url: url.slice(0, -last.length) + last.toUpperCase() }, { status: 200 }];
    },
  );
});

test('an external id that cannot be written down is refused', async () => {
  const operations = asked.filter(({ path }) => path.includes('{externalId}'));
  for (const shape of ['%20', '%00', '%0d%0a', 'a%1b', 'a'.repeat(201)]) {
    await each(operations, (operation) => [
      { url: ofSomeContract(operation.path).replace('{externalId}', shape) },
      refusedAs(422, 'validation_failed', ['/externalId']),
    ]);
  }
  await each(operations, (operation) => [
    { url: ofSomeContract(operation.path).replace('{externalId}', '%c3%28') },
    refusedAs(404, 'not_found'),
  ]);
});

test('a query field that is not described is refused, however it is written', async () => {
  const unknown: [string, string][] = [
    ['nope=1', '/nope'],
    ['limit[]=1', '/limit[]'],
    ['limit[gt]=1', '/limit[gt]'],
    ['%24where=1', '/$where'],
    ['__proto__=1', '/__proto__'],
    ['constructor=1', '/constructor'],
    ['a/b=1', '/a~1b'],
    ['LIMIT=1', '/LIMIT'],
    ['nope', '/nope'],
  ];
  for (const [query, pointer] of unknown) {
    await each(
      asked.filter(({ path }) => path.startsWith('/v1/')),
      ({ id }) => [{ url: withQuery(id, query) }, refusedAs(422, 'validation_failed', [pointer])],
    );
  }
}, 60_000);

test('a query field that is wrong is told at its name', async () => {
  for (const operation of asked) {
    for (const { name, schema } of parametersIn(operation, 'query')) {
      const one = schema.type === 'array' ? (schema.items ?? {}) : schema;
      // In an address a number is a text.
      const texts = valuesFor(one).wrong.filter(
        (value) =>
          typeof value === 'string' &&
          !/[\ud800-\udfff]/.test(value) &&
          !(one.type === 'integer' && value === String(one.minimum ?? 1)),
      );
      for (const text of [...(texts as string[]), ...numbersAsText(one)]) {
        // A longer address does not reach the application.
        if (encodeURIComponent(text).length > 8000) continue;
        await each([operation], ({ id }) => [
          { url: withQuery(id, `${name}=${encodeURIComponent(text)}`) },
          refusedAs(422, 'validation_failed', [`/${name}`]),
        ]);
      }
      if (schema.type === 'array') continue;
      await each([operation], ({ id }) => [
        { url: withQuery(id, `${name}=1&${name}=2`) },
        refusedAs(422, 'validation_failed', [`/${name}`]),
      ]);
    }
  }
}, 60_000);

test('a cursor that is none of the list’s own is refused', async () => {
  const cursor = (key: string) => Buffer.from(key).toString('base64url');
  const lists = asked.filter((operation) =>
    parametersIn(operation, 'query').some(({ name }) => name === 'after'),
  );
  expect(lists.length).toBeGreaterThan(10);
  const id = randomUUID();
  const forged = [
    'x',
    '%00',
    id,
    '-1',
    cursor(''),
    cursor('x'),
    cursor(`${id} `),
    cursor(`${id}'--`),
    cursor(id.slice(1)),
    `${cursor(id)}%3D`,
    `${cursor(id)}A`,
    Buffer.from(id).toString('base64').replaceAll('+', '%2B').replaceAll('/', '%2F') + '%3D%3D',
    cursor('9'.repeat(16)),
    cursor('-1'),
    cursor('1e3'),
    cursor('1;drop table people'),
    cursor('{"id":1}'),
    cursor('\u0000'),
  ];
  for (const after of forged) {
    await each(lists, (operation) => [
      { url: pageAfter(sampleOf.get(operation.id)?.url ?? '', after) },
      refusedAs(422, 'validation_failed', ['/after']),
    ]);
  }
  // A number as large as the key of a list of events may be, and the position of something else: nothing stands there.
  for (const list of lists) {
    for (const key of [
      '999999999999999',
      '4294967296',
      '0',
      id,
      (sampleOf.get('getContract') as Sample).url.slice(14),
    ]) {
      const url = pageAfter(sampleOf.get(list.id)?.url ?? '', cursor(key));
      const { status, body } = await samples.wire.send({ ...(sampleOf.get(list.id) as Sample), url });
      expect([list.id, key, [200, 422].includes(status), body.errors?.[0].pointer ?? '/after']).toEqual([
        list.id,
        key,
        true,
        '/after',
      ]);
    }
  }
}, 60_000);

test('a version that is none of ours is stale, and none is asked for', async () => {
  const versioned = asked.filter((operation) =>
    parametersIn(operation, 'header').some(({ name }) => name === 'If-Match'),
  );
  expect(versioned.length).toBeGreaterThan(3);
  const required = versioned.filter((operation) =>
    parametersIn(operation, 'header').some((one) => one.required),
  );
  await each(required, (operation) => {
    const { 'if-match': _, ...headers } = (sampleOf.get(operation.id) as Sample).headers;
    return [{ headers }, refusedAs(428, 'precondition_required')];
  });
  for (const version of [
    '1',
    'W/"1"',
    '""',
    '"x"',
    '"999999999"',
    '"9999999999"',
    '"1e3"',
    '"-1"',
    '"0"',
    '"998", "999"',
    '"1',
  ]) {
    // Preferences that nobody saved yet, and a form of which nothing is filled, have the version 0.
    const unwritten = ['replaceNotificationPreferences', 'updateContractForm'];
    const stale = required.filter(({ id }) => version !== '"0"' || !unwritten.includes(id));
    await each(stale, (operation) => [
      { headers: { ...sampleOf.get(operation.id)?.headers, 'if-match': version } },
      refusedAs(412, 'precondition_failed'),
    ]);
  }
});

test('a key that is no key is refused before anything else about the request', async () => {
  for (const key of ['', ' ', 'a b', 'clé', 'a'.repeat(256), 'a\tb']) {
    await each(
      posts.filter(({ form }) => form === null),
      (operation) => [
        { body: '{', headers: { ...sampleOf.get(operation.id)?.headers, 'idempotency-key': key } },
        refusedAs(422, 'validation_failed', ['Idempotency-Key']),
      ],
    );
  }
});

test('odd headers change nothing', async () => {
  const odd = [
    { accept: 'nonsense' },
    { accept: '' },
    { 'accept-language': '*;q=x, ;;, fr-FR-u-ca;q=1e9, en;q=NaN' },
    { 'accept-language': 'x'.repeat(4000) },
    { 'accept-encoding': 'nonsense' },
    { 'content-encoding': 'gzip' },
    { 'x-forwarded-for': "1.2.3.4, '; drop table people" },
    { 'x-http-method-override': 'DELETE' },
    { origin: 'null', cookie: '__proto__=1; a=%00' },
    { range: 'bytes=0-1' },
  ];
  const reads = asked.filter(({ method, path }) => method === 'GET' && path.startsWith('/v1/'));
  for (const headers of odd) {
    await each(reads, ({ id, hasFormats }) => [
      { headers: { ...sampleOf.get(id)?.headers, ...headers } },
      { status: hasFormats && headers.accept ? 406 : 200 },
    ]);
  }
  const { headers } = await samples.wire.send({
    method: 'GET',
    url: '/healthz',
    headers: { 'x-request-id': 'mine' },
  });
  expect(headers['x-request-id']).not.toBe('mine');
}, 60_000);

interface Wanted {
  readonly status: number;
  readonly code?: string;
  readonly pointers?: readonly string[];
}

/** Sends the sample of each operation, changed, and asks for the same refusal of all. */
async function each(
  operations: readonly Operation[],
  change: (operation: Operation) => readonly [Partial<Sending>, Wanted],
): Promise<void> {
  expect(operations.length).toBeGreaterThan(0);
  const differences = await inTurn(operations, async (operation) => {
    const [changed, wanted] = change(operation);
    const { status, body, headers }: Reply = await samples.wire.send({
      ...(sampleOf.get(operation.id) ?? {
        method: operation.method,
        url: elsewhere(operation, () => randomUUID()),
      }),
      ...changed,
    });
    const reported = {
      status,
      ...(wanted.code ? { code: body?.code } : {}),
      ...(wanted.pointers
        ? { pointers: (body?.errors ?? []).map(({ pointer }: { pointer: string }) => pointer).sort() }
        : {}),
    };
    const same = { ...wanted, ...(wanted.pointers ? { pointers: [...wanted.pointers].sort() } : {}) };
    const isProblem = status < 400 || headers['content-type'] === 'application/problem+json; charset=utf-8';
    return JSON.stringify(reported) === JSON.stringify(same) && isProblem
      ? []
      : [
          `${operation.id} ${String(changed.url ?? '').slice(0, 200)}: ${JSON.stringify(reported)} instead of ${JSON.stringify(same)}`,
        ];
  });
  expect(differences.flat()).toEqual([]);
}

const pageAfter = (url: string, key: string) => `${url}${url.includes('?') ? '&' : '?'}after=${key}`;

/** Wrong in every way that comes after the question of who asks. */
const broken = (operation: Operation): Partial<Sending> => ({
  url: `${elsewhere(operation, () => randomUUID())}?nope=1`,
  ...(operation.method === 'GET' ? {} : { body: '{' }),
});

const elsewhere = ({ path }: Operation, name: () => string): string => path.replaceAll(/\{\w+\}/g, name);

/** What the sample says in its query, because it must. */
const queryOf = ({ id }: Operation): string => /\?.*/.exec(sampleOf.get(id)?.url ?? '')?.[0] ?? '';

/** The sample's address with more in its query. */
const withQuery = (id: string, query: string): string => {
  const { url } = sampleOf.get(id) as Sample;
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
};

const anyVersion = ({ id }: Operation): Record<string, string> => ({
  ...sampleOf.get(id)?.headers,
  'if-match': '"1"',
});

const mayTry = (role: Role, { roles }: Operation): boolean =>
  roles.includes(role) || roles.includes('signed_in');

const ofSomeContract = (path: string): string => path.replace('{contractId}', newId());

const numbersAsText = (schema: Schema): string[] =>
  schema.type === 'integer'
    ? ['0', '-1', '1.5', '501', '1e2', '0x10', '١', ' 1', '+1', '9007199254740993', '1e400'].filter(
        (text) =>
          !/^\d+$/.test(text) ||
          Number(text) < (schema.minimum ?? 1) ||
          Number(text) > (schema.maximum ?? 500),
      )
    : [];
