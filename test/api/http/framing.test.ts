import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { HTTP_LIMITS } from '../../../src/platform/server/connections.js';
import { TestApp } from '../../support/app.js';
import { RawConnection } from '../../support/http/raw-http.js';

// Bytes that are no HTTP, or HTTP that two readers might understand differently, sent as they are. Whatever comes back
// is whole answers to the last byte, says nothing of the inside, and the server goes on.

let app: TestApp;
let token: string;
let hrPersonId: string;
let employerId: string;

beforeAll(async () => {
  app = await TestApp.start();
  const employer = await app.given.organisation();
  employerId = employer;
  const hr = await app.given.someone('hr', employer);
  await app.given.password(hr, 'rh@exemple.test', 'un long mot de passe');
  const session = await app.anyone.post('/v1/auth/login', {
    email: 'rh@exemple.test',
    password: 'un long mot de passe',
  });
  token = session.body.accessToken;
  hrPersonId = hr.personId;
});

afterAll(() => app.stop());

interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends the bytes, ends the sending side where told, and takes all that comes until the server closes. */
async function exchange(bytes: string | Buffer, { halfClose = false } = {}): Promise<Answer[]> {
  const connection = await RawConnection.open(app.port);
  if (!connection) throw new Error('nobody takes connections');
  connection.write(bytes);
  if (halfClose) connection.end();
  return wholeAnswers(await connection.restBytes());
}

/** @throws when one byte is not part of a whole answer */
function wholeAnswers(received: Buffer): Answer[] {
  const answers: Answer[] = [];
  for (let rest = received; rest.length > 0;) {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.subarray(0, end).toString('latin1');
    if (end < 0 || !/^HTTP\/1\.1 \d{3} /.test(head)) throw new Error(`no answer: ${rest.toString('latin1')}`);
    if (head.startsWith('HTTP/1.1 100 ')) {
      rest = rest.subarray(end + 4);
      continue;
    }
    const length = /^content-length: (\d+)$/im.exec(head)?.[1];
    if (length === undefined) throw new Error(`an answer without a length: ${head}`);
    const last = end + 4 + Number(length);
    if (rest.length < last) throw new Error(`cut: ${rest.toString('latin1')}`);
    answers.push({
      status: Number(head.slice(9, 12)),
      head,
      body: rest.subarray(end + 4, last).toString('utf8'),
    });
    rest = rest.subarray(last);
  }
  return answers;
}

const INSIDE =
  /node_modules|\bat \w+ \(|\.[cm]?js\b|Error:|\b(?:insert into|select \w+ from|sqlstate|pg_\w+)\b|HPE_|ERR_HTTP|\/work\/|\/home\//i;

const statusesOf = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status);

/** What holds of every answer, whatever was sent. */
function expectDecent(answers: readonly Answer[]): void {
  for (const { status, head, body } of answers) {
    expect(status).toBeLessThan(500);
    expect(head.toLowerCase()).toMatch(/^x-request-id: [0-9a-f-]{36}$/m);
    expect(body).not.toMatch(INSIDE);
    if (status < 400) continue;
    expect(head.toLowerCase()).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, code: expect.stringMatching(/^[a-z_]+$/) });
  }
}

let before: number;
const people = async () => Number((await app.owner.query('select count(*)::int as n from people')).rows[0].n);
beforeEach(async () => {
  before = await people();
});

/** After each: the server answers on a fresh connection, and nobody was written down who should not be. */
let mayWrite = 0;
afterEach(async () => {
  const [answer] = await exchange(lines('GET /v1/me HTTP/1.1', 'host: x', `authorization: Bearer ${token}`));
  expect(answer?.status).toBe(200);
  expect(JSON.parse(answer?.body ?? '')).toMatchObject({ person: { id: hrPersonId } });
  expect((await people()) - before).toBe(mayWrite);
  mayWrite = 0;
  expect(app.logged().filter(({ level }) => level === 'error')).toEqual([]);
});

/** A request as its lines; it asks that the connection be closed after its answer. */
const lines = (...head: readonly string[]) => `${head.join('\r\n')}\r\nconnection: close\r\n\r\n`;
const bearer = () => `authorization: Bearer ${token}`;
const ask = (line: string, ...headers: readonly string[]) => exchange(lines(line, 'host: x', ...headers));

const person = (name: string) =>
  JSON.stringify({
    givenName: name,
    familyName: 'Trame',
    memberships: [{ organisationId: employerId, role: 'tutor' }],
    email: `${name}@exemple.test`,
  });
/** A person that would be created, were the body taken as it stands. */
const create = (headers: readonly string[], body: string | Buffer, options = {}) =>
  exchange(
    Buffer.concat([
      Buffer.from(
        lines('POST /v1/people HTTP/1.1', 'host: x', bearer(), 'content-type: application/json', ...headers),
      ),
      Buffer.from(body),
    ]),
    options,
  );

describe('what is no HTTP', () => {
  test.each<[string, string | Buffer]>([
    ['a sentence', 'bonjour, qui est là ?\r\n\r\n'],
    ['a TLS greeting', Buffer.from('16030100a5010000a10303', 'hex')],
    ['NUL bytes', Buffer.alloc(64)],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/9.9', 'GET / HTTP/9.9\r\nhost: x\r\n\r\n'],
    ['a method in small letters', 'get /healthz HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a space in the target', 'GET /health z HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a NUL in the target', 'GET /health\u0000z HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a header with a NUL', 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: b\u0000c\r\n\r\n'],
    ['a header name with a space', 'GET /healthz HTTP/1.1\r\nhost: x\r\nx a: b\r\n\r\n'],
    ['a header without a name', 'GET /healthz HTTP/1.1\r\nhost: x\r\n: b\r\n\r\n'],
    ['a folded header', 'GET /healthz HTTP/1.1\r\nhost: x\r\n folded: b\r\n\r\n'],
    ['a line ended by a carriage return alone', 'GET /healthz HTTP/1.1\r\nhost: x\rx-a: b\r\n\r\n'],
  ])('%s', async (_, bytes) => {
    const answers = await exchange(bytes, { halfClose: true });

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([400]);
  });

  test('a header block over the limit, in one header and in many', async () => {
    const one = await ask('GET /healthz HTTP/1.1', `x-filler: ${'x'.repeat(HTTP_LIMITS.headerBytes)}`);
    const many = await ask(
      'GET /healthz HTTP/1.1',
      ...Array.from({ length: 1_500 }, (__, n) => `x-filler-${n}: 1`),
    );

    for (const answers of [one, many]) {
      expectDecent(answers);
      expect(statusesOf(answers)).toEqual([431]);
    }
  });
});

describe('a body of which two readers see different ends', () => {
  test.each<[string, readonly string[]]>([
    ['two lengths that differ', ['content-length: 4', 'content-length: 400']],
    ['two lengths in one header', ['content-length: 4, 400']],
    ['a length and chunks', ['content-length: 4', 'transfer-encoding: chunked']],
    ['chunks and a length', ['transfer-encoding: chunked', 'content-length: 4']],
    ['a negative length', ['content-length: -1']],
    ['a length with a sign', ['content-length: +4']],
    ['a length in hexadecimal', ['content-length: 0x10']],
    ['a length with a space', ['content-length: 1 0']],
    ['a length beyond all numbers', [`content-length: ${'9'.repeat(40)}`]],
    ['an empty length', ['content-length: ']],
    ['chunks of another coding', ['transfer-encoding: gzip']],
    ['chunked not last', ['transfer-encoding: chunked, identity']],
    ['chunked with a vertical tab', ['transfer-encoding: \u000bchunked']],
  ])('%s is refused, and what follows is not read as a request', async (_, headers) => {
    const hidden = `GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n`;
    const answers = await create(headers, `0\r\n\r\n${hidden}`, { halfClose: true });

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([400]);
  });

  test('the same length twice is one that two readers agree on, or refused', async () => {
    const body = '{"nope":1}';
    const answers = await create([`content-length: ${body.length}`, `content-length: ${body.length}`], body);

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([400]);
  });
});

describe('chunks', () => {
  const chunked = ['transfer-encoding: chunked'];
  const size = (text: string) => Buffer.byteLength(text).toString(16);

  test('are taken when they are whole', async () => {
    const text = person('entiere');
    const [a, b] = [text.slice(0, 10), text.slice(10)];
    const answers = await create(chunked, `${size(a)}\r\n${a}\r\n${size(b)};x=y\r\n${b}\r\n0\r\n\r\n`);
    mayWrite = 1;

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([201]);
  });

  test.each<[string, (whole: string) => string]>([
    ['a size that is no number', (whole) => `zz\r\n${whole}\r\n0\r\n\r\n`],
    ['a negative size', (whole) => `-5\r\n${whole}\r\n0\r\n\r\n`],
    ['a size with 0x', (whole) => `0x${size(whole)}\r\n${whole}\r\n0\r\n\r\n`],
    ['a size beyond all numbers', (whole) => `${'f'.repeat(17)}\r\n${whole}\r\n0\r\n\r\n`],
    ['a size that is too small', (whole) => `5\r\n${whole}\r\n0\r\n\r\n`],
    ['no size', (whole) => `\r\n${whole}\r\n0\r\n\r\n`],
    ['no end of the chunk', (whole) => `${size(whole)}\r\n${whole}0\r\n\r\n`],
  ])('with %s write nothing', async (_, body) => {
    const answers = await create(chunked, body(person('coupee')), { halfClose: true });

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([400]);
  });

  test.each<[string, (whole: string) => string]>([
    ['before the first', () => ''],
    ['within one', (whole) => `${size(whole)}\r\n${whole.slice(0, 5)}`],
    ['between two', (whole) => `${size(whole)}\r\n${whole}\r\n`],
    ['within the last', (whole) => `${size(whole)}\r\n${whole}\r\n0\r\n`],
  ])('broken off %s write nothing', async (_, body) => {
    const answers = await create(chunked, body(person('coupee')), { halfClose: true });

    expectDecent(answers);
    // Who has gone away is told nothing, or that it was unreadable.
    expect([[], [400]]).toContainEqual(statusesOf(answers));
  });

  test('without end are too large', async () => {
    const chunk = 'x'.repeat(64 * 1024);
    const answers = await create(chunked, `${size(chunk)}\r\n${chunk}\r\n`.repeat(20));

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([413]);
  });
});

describe('a length', () => {
  test.each<[string, boolean]>([
    ['closed by a half', true],
    ['cut at once', false],
  ])('longer than the body, then %s, writes nothing', async (_, isHalf) => {
    const text = person('courte');
    const head = ['POST /v1/people HTTP/1.1', 'host: x', bearer(), 'content-type: application/json'];
    const connection = await RawConnection.open(app.port);
    connection?.write(`${lines(...head, `content-length: ${text.length + 1}`)}${text}`);
    if (isHalf) {
      connection?.end();
      const answers = wholeAnswers((await connection?.restBytes()) ?? Buffer.alloc(0));
      expectDecent(answers);
      expect([[], [400]]).toContainEqual(statusesOf(answers));
    } else {
      connection?.reset();
    }
  });

  test('shorter than the body: what is beyond is not read as a request of its own', async () => {
    const answers = await create(['content-length: 2'], `{}GET /v1/me HTTP/1.1\r\nhost: x\r\n\r\n`);

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([422]);
  });
});

describe('pipelined requests', () => {
  const get = (path: string, ...headers: string[]) =>
    `${[`GET ${path} HTTP/1.1`, 'host: x', ...headers].join('\r\n')}\r\n\r\n`;

  test('are answered each, whole, in their order', async () => {
    const bodies = ['{"nope":1}', 'no JSON'];
    const posts = bodies.map(
      (body) =>
        `POST /v1/people HTTP/1.1\r\nhost: x\r\n${bearer()}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const answers = await exchange(
      [
        get('/healthz'),
        posts[0],
        get('/v1/me'),
        get('/v1/me', bearer()),
        posts[1],
        get(`/v1/contracts/${randomUUID()}`, bearer()),
        lines('GET /nowhere HTTP/1.1', 'host: x'),
      ].join(''),
    );

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([200, 422, 401, 200, 400, 404, 404]);
  });

  test('a thousand at once are a thousand answers', async () => {
    const answers = await exchange(get('/healthz').repeat(999) + lines('GET /healthz HTTP/1.1', 'host: x'));

    expect(statusesOf(answers)).toEqual(Array.from({ length: 1000 }, () => 200));
  });

  test('the first that is no HTTP ends them, after the answers before it', async () => {
    const answers = await exchange(`${get('/healthz')}bonjour\r\n\r\n${get('/healthz')}`);

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([200, 400]);
  });

  test('a write that is followed by no HTTP is told as what it became', async () => {
    const body = person('suivie');
    const answers = await exchange(
      `POST /v1/people HTTP/1.1\r\nhost: x\r\n${bearer()}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}bonjour\r\n\r\n`,
    );
    mayWrite = 1;

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([201, 400]);
  });
});

describe('versions and hosts', () => {
  test('HTTP/1.0 is answered and closed', async () => {
    const answers = await exchange('GET /healthz HTTP/1.0\r\n\r\n');

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([200]);
  });

  test('what is older is answered and closed: no version at all, and a space too many', async () => {
    for (const bytes of ['GET /healthz\r\n\r\n', lines('GET  /healthz HTTP/1.1', 'host: x')]) {
      const answers = await exchange(bytes, { halfClose: true });

      expectDecent(answers);
      expect(statusesOf(answers)).toEqual([200]);
    }
  });

  test.each<[string, readonly string[], number]>([
    ['no host', [], 400],
    ['two hosts', ['host: x', 'host: y'], 400],
    ['an empty host', ['host:'], 200],
    ['a host that is none', ['host: a b/c?d@e'], 400],
    ['a host with a port', ['host: palier.test:8443'], 200],
    ['an IPv6 host', ['host: [::1]:3000'], 200],
  ])('%s', async (_, headers, status) => {
    const answers = await exchange(lines('GET /healthz HTTP/1.1', ...headers));

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([status]);
  });

  test.each(['100-continue', '200-ok'])('who expects %s is answered', async (expectation) => {
    const answers = await create([`expect: ${expectation}`, 'content-length: 2'], '{}');

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([422]);
  });

  test('an upgrade is not taken up', async () => {
    const connection = await RawConnection.open(app.port);
    connection?.write(
      'GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    );
    connection?.end();
    const answers = wholeAnswers((await connection?.restBytes()) ?? Buffer.alloc(0));

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([200]);
  });
});

describe('targets', () => {
  test.each<[string, string, number]>([
    ['absolute form', 'GET http://elsewhere.test/healthz', 200],
    ['absolute form, other scheme', 'GET ftp://elsewhere.test/healthz', 404],
    ['asterisk form', 'OPTIONS *', 404],
    ['asterisk for a GET', 'GET *', 404],
    ['authority form', 'GET elsewhere.test:443', 400],
    ['%00', 'GET /v1/%00', 404],
    ['%00 in an id', 'GET /v1/contracts/%00', 401],
    ['%2e%2e', 'GET /docs/%2e%2e/%2e%2e/package.json', 404],
    ['..', 'GET /docs/../../../../etc/passwd', 404],
    ['%2e%2e%2f', 'GET /docs/%2e%2e%2f%2e%2e%2fpackage.json', 404],
    ['a backslash', 'GET /docs/..\\..\\package.json', 404],
    ['%5c', 'GET /docs/..%5c..%5cpackage.json', 404],
    ['twice encoded', 'GET /docs/%252e%252e%252fpackage.json', 404],
    ['a broken escape', 'GET /v1/%', 404],
    ['an escape that is no number', 'GET /v1/%zz', 404],
    ['bytes that are no UTF-8', 'GET /v1/%c3%28', 404],
    ['a broken escape in the query', 'GET /healthz?a=%zz', 422],
    ['a fragment', 'GET /healthz#x', 422],
    ['two slashes', 'GET //healthz', 404],
    ['a URL of 15 KiB', `GET /v1/${'x'.repeat(15 * 1024)}`, 404],
    ['a query of 15 KiB', `GET /healthz?${'x'.repeat(15 * 1024)}`, 422],
    ['a URL over the limit', `GET /${'x'.repeat(HTTP_LIMITS.headerBytes)}`, 431],
  ])('%s', async (_, line, status) => {
    const answers = await ask(`${line} HTTP/1.1`);

    expectDecent(answers);
    expect(statusesOf(answers)).toEqual([status]);
  });
});
