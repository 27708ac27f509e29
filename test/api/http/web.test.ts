import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { OrganisationId } from '../../../src/kernel/ids.js';
import { AccessTokens } from '../../../src/platform/access/access-tokens.js';
import { TestApp, type Caller } from '../../support/app.js';
import type { Someone } from '../../support/scenarios/given.js';

// What whoever knows HTTP expects of any server, by the RFCs: methods, tags, codings, limits, links, pages, metadata.

const PAGE = 'https://app.exemple.test';

let app: TestApp;
let hr: Someone;
let employer: OrganisationId;
let platform: Someone;
let admin: Caller;
let base: string;

beforeAll(async () => {
  app = await TestApp.start({ PALIER_CORS_ORIGINS: `${PAGE},http://localhost:5173` });
  employer = await app.given.organisation();
  hr = await app.given.someone('hr', employer);
  platform = await app.given.someone('platform_admin', null);
  admin = await app.as(platform);
  base = await app.nest.getUrl();
});
afterAll(() => app.stop());

const token = () => app.nest.get(AccessTokens).issue({ kind: 'person', ...hr });
/** Sent as it stands: no client of ours adds a header, follows or inflates anything. */
async function send(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const authorization = `Bearer ${await token()}`;
  return fetch(`${base}${path}`, {
    method,
    headers: { authorization, 'accept-encoding': 'identity', ...headers },
    ...(body === undefined ? {} : { body }),
  });
}

describe('methods', () => {
  test('an address that does not take the method says which ones it takes', async () => {
    const refused = await send('DELETE', `/v1/organisations/${employer}`);

    expect(refused.status).toBe(405);
    expect(refused.headers.get('allow')).toBe('GET, HEAD, OPTIONS, PATCH');
    expect(await refused.json()).toMatchObject({
      code: 'method_not_allowed',
      allowed: ['GET', 'HEAD', 'OPTIONS', 'PATCH'],
    });
    expect((await send('DELETE', '/v1/nowhere')).status).toBe(404);
  });

  test('OPTIONS tells it, too, and how a change may be sent', async () => {
    const answer = await send('OPTIONS', `/v1/organisations/${employer}`);

    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, PATCH']);
    expect(answer.headers.get('accept-patch')).toContain('application/merge-patch+json');
    expect((await send('OPTIONS', '/v1/nowhere')).status).toBe(404);
  });

  test('HEAD answers what GET would, without the body, and makes none of a download', async () => {
    const url = `/v1/organisations/${employer}`;
    const [read, head] = [await send('GET', url), await send('HEAD', url)];

    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('etag')).toBe(read.headers.get('etag'));
    expect(Number(head.headers.get('content-length'))).toBe((await read.text()).length);
    const csv = await send('HEAD', '/v1/reports/cohort', { accept: 'text/csv' });
    expect([csv.status, csv.headers.get('content-type'), await csv.text()]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
      '',
    ]);
  });
});

describe('pages of other origins', () => {
  const preflight = { 'access-control-request-method': 'PATCH', origin: PAGE };

  test('a browser is told what a page of a listed origin may send', async () => {
    const answer = await send('OPTIONS', `/v1/organisations/${employer}`, preflight);

    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(answer.headers.get('access-control-allow-methods')).toContain('PATCH');
    expect(answer.headers.get('access-control-allow-headers')).toContain('If-Match');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test('it may read what is answered, refusals too', async () => {
    for (const path of [`/v1/organisations/${employer}`, '/v1/nowhere', '/healthz']) {
      const { headers } = await send('GET', path, { origin: PAGE });
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, PAGE]);
      expect(headers.get('access-control-expose-headers')).toContain('ETag');
      expect(headers.get('vary')).toContain('Origin');
    }
  });

  test.each(['https://evil.exemple.test', `${PAGE}.evil.test`, 'null'])(
    '%s may read nothing',
    async (origin) => {
      const read = await send('GET', `/v1/organisations/${employer}`, { origin });
      const answer = await send('OPTIONS', `/v1/organisations/${employer}`, { ...preflight, origin });

      for (const { headers } of [read, answer]) {
        expect(headers.get('access-control-allow-origin')).toBeNull();
        expect(headers.get('access-control-allow-methods')).toBeNull();
        expect(headers.get('vary')).toContain('Origin');
      }
    },
  );

  test('without the setting no page of another origin reads anything, and nothing is added', async () => {
    const closed = await app.beside();
    const { headers } = await closed.anyone.get('/healthz', { headers: { origin: PAGE } });

    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['vary']).toBeUndefined();
  });
});

describe('tags', () => {
  const url = () => `/v1/organisations/${employer}`;
  const rename = (name: string, ifMatch: string, type = 'application/json') =>
    admin.patch(url(), { name }, { 'if-match': ifMatch, 'content-type': type });

  test('who has the version that is there is not sent it again', async () => {
    const { etag = '' } = (await admin.get(url())).headers;
    for (const known of [etag, `"999", ${etag}`, `W/${etag}`, '*']) {
      const answer = await admin.get(url(), { headers: { 'if-none-match': known } });
      expect([known, answer.status, answer.text, answer.headers['etag']]).toEqual([known, 304, '', etag]);
    }
    expect((await admin.get(url(), { headers: { 'if-none-match': '"999"' } })).status).toBe(200);
  });

  test('one of several versions has to stand; a weak tag never does, a star always', async () => {
    const { etag = '' } = (await admin.get(url())).headers;
    const tried = [
      ['"998", "999"', 412],
      [`W/${etag}`, 412],
      ['"x"', 412],
      ['nonsense', 412],
      [`"998", ${etag}`, 200],
      ['*', 200],
      [Array.from({ length: 11 }, (_, index) => `"${index + 900}"`).join(', '), 422],
    ] as const;
    for (const [index, [ifMatch, status]] of tried.entries()) {
      expect([ifMatch, (await rename(`Maison ${index}`, ifMatch)).status]).toEqual([ifMatch, status]);
    }
    expect((await admin.get(url())).body.name).toBe('Maison 5');
    expect((await admin.patch(url(), { name: 'Sans' })).status).toBe(428);
  });

  test('a change is taken as a merge patch, and only a change', async () => {
    expect((await rename('Fusionnée', '*', 'application/merge-patch+json')).body.name).toBe('Fusionnée');
    const post = await admin.post(
      '/v1/organisations',
      {},
      { 'content-type': 'application/merge-patch+json' },
    );
    expect([post.status, post.body.code]).toEqual([415, 'unsupported_media_type']);
    expect((await rename('Autre', '*', 'text/plain')).body.detail).toContain('application/merge-patch+json');
  });
});

describe('codings', () => {
  const INFLATE = { br: brotliDecompressSync, gzip: gunzipSync };

  test.each(['br', 'gzip'] as const)('what is large is sent as %s to whoever takes it', async (coding) => {
    const plain = await raw('/v1/openapi.json', 'identity');
    const coded = await raw('/v1/openapi.json', coding);

    expect(coded.headers['content-encoding']).toBe(coding);
    expect(coded.headers['vary']).toMatch(/accept-encoding/i);
    expect(plain.headers['vary']).toMatch(/accept-encoding/i);
    expect(coded.bytes.length * 5).toBeLessThan(plain.bytes.length);
    expect(INFLATE[coding](coded.bytes).equals(plain.bytes)).toBe(true);
  });

  test('a version in another coding has another tag, with which it is read and changed as well', async () => {
    const { frameworkId } = await draft();
    const path = `/v1/frameworks/${frameworkId}`;
    const coded = await raw(path, 'gzip', await adminToken());

    expect(coded.headers['etag']).toBe('"1-gzip"');
    const known = await admin.get(path, { headers: { 'if-none-match': '"1-gzip"' } });
    expect(known.status).toBe(304);
    const body = { ...(await admin.get(path)).body } as Record<string, unknown>;
    const sent = { code: body['code'], version: body['version'], title: 'Autre', blocks: body['blocks'] };
    expect((await admin.put(path, sent, { 'if-match': '"1-gzip"' })).status).toBe(200);
  });

  test('what shows a secret beside what was sent is never compressed', async () => {
    const session = await raw('/v1/auth/login', 'gzip', undefined, 'POST');

    expect(session.headers['content-encoding']).toBeUndefined();
    expect((await raw('/healthz', 'gzip')).headers['vary']).toBe('Origin');
  });

  async function raw(path: string, coding: string, bearer?: string, method = 'GET') {
    const { request } = await import('node:http');
    return new Promise<{ headers: Record<string, string | undefined>; bytes: Buffer }>((resolve, reject) => {
      const headers = {
        'accept-encoding': coding,
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      };
      const sent = request(`${base}${path}`, { method, headers }, (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('end', () =>
          resolve({
            headers: reply.headers as Record<string, string | undefined>,
            bytes: Buffer.concat(chunks),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(method === 'POST' ? '{"email":"a@exemple.test","password":"x"}' : undefined);
    });
  }

  async function draft(): Promise<{ frameworkId: string }> {
    const competencies = Array.from({ length: 200 }, (_, index) => ({
      code: `C${index + 1}`,
      title: `Une compétence longuement décrite, numéro ${index + 1}`,
    }));
    const created = await admin.post('/v1/frameworks', {
      code: 'TEST',
      version: '2026',
      title: 'Un référentiel',
      blocks: [{ code: 'B1', title: 'Bloc', competencies }],
    });
    return { frameworkId: created.body.id };
  }

  const adminToken = () => app.nest.get(AccessTokens).issue({ kind: 'person', ...platform });
});

describe('limits', () => {
  test('every answer that counts says what is left, the refusals too', async () => {
    const small = await app.beside({ PALIER_RATE_LIMIT_PER_MINUTE: '4' });
    const statuses: number[] = [];
    for (const path of [
      '/healthz',
      '/v1/nowhere',
      '/v1/me',
      '/healthz',
      '/healthz',
      '/v1/nowhere',
      '/v1/me',
    ]) {
      const answer = await small.anyone.get(path);
      statuses.push(answer.status);
      expect(answer.headers['ratelimit-policy']).toBe('"caller";q=4;w=60');
      expect(answer.headers['ratelimit']).toMatch(
        new RegExp(`^"caller";r=${Math.max(0, 4 - statuses.length)};t=\\d+$`),
      );
      expect(Number(answer.headers['retry-after'] ?? -1) > 0).toBe(answer.status === 429);
    }
    expect(statuses).toEqual([200, 404, 401, 200, 429, 429, 429]);
  });
});

test('a list leads on, to its beginning, and back as far as its cursor knows the way', async () => {
  for (let index = 0; index < 4; index += 1) await app.given.organisation();
  const pages: string[][] = [];
  const follow = async (url: string) => {
    const { body, headers } = await admin.get(url);
    pages.push(body.data.map(({ id }: { id: string }) => id));
    return Object.fromEntries(
      [...(headers['link'] ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, to, rel]) => [rel, to]),
    ) as Record<string, string>;
  };
  const first = await follow('/v1/organisations?limit=1');
  const second = await follow(first['next'] ?? '');
  const third = await follow(second['next'] ?? '');
  expect([Object.keys(first), Object.keys(third)]).toEqual([['next'], ['first', 'prev', 'next']]);
  const back = await follow(third['prev'] ?? '');
  await follow(back['prev'] ?? '');
  await follow(third['first'] ?? '');

  expect(pages.slice(3)).toEqual([pages[1], pages[0], pages[0]]);
  expect(first['next']).toContain('limit=1');
});

describe('problems', () => {
  test('their type leads to a page in both languages, which loads nothing', async () => {
    const { body } = await app.anyone.get('/v1/me');
    const page = await app.anyone.get(body.type, { headers: { accept: 'text/html,*/*' } });

    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(page.text).toContain('<section lang="fr"><h1>');
    expect(page.text).toContain('<section lang="en"><h1>');
    expect(page.text).not.toMatch(/<(script|style|link|img)|style=|href=/);
  });

  test('programs read it as JSON; a code that is none has no page', async () => {
    const page = await app.anyone.get('/problems/quorum_not_met');

    expect(page.body).toMatchObject({ type: '/problems/quorum_not_met', status: 409 });
    expect(Object.keys(page.body.title)).toEqual(['fr', 'en']);
    expect((await app.anyone.get('/problems/nothing')).status).toBe(404);
  });
});

describe('metadata', () => {
  test('a program finds where tokens are got and what opens the API, all under one address', async () => {
    const open = await app.beside({ PALIER_PUBLIC_URL: 'https://palier.exemple.test/' });
    const server = (await open.anyone.get('/.well-known/oauth-authorization-server')).body;
    const resource = (await open.anyone.get('/.well-known/oauth-protected-resource')).body;

    expect(server).toMatchObject({
      issuer: 'https://palier.exemple.test',
      token_endpoint: 'https://palier.exemple.test/v1/oauth/token',
      jwks_uri: 'https://palier.exemple.test/.well-known/jwks.json',
      grant_types_supported: ['client_credentials'],
    });
    expect(resource).toMatchObject({ resource: server.issuer, authorization_servers: [server.issuer] });
  });

  test('every 401 names where that is told, whatever it asks for', async () => {
    const open = await app.beside({
      PALIER_PUBLIC_URL: 'https://palier.exemple.test',
      PALIER_METRICS_TOKEN: 'jeton-de-prometheus',
    });
    const metadata = 'resource_metadata="https://palier.exemple.test/.well-known/oauth-protected-resource"';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answers = await Promise.all([
      open.anyone.get('/v1/me'),
      open.withToken('none').get('/v1/me'),
      open.anyone.post('/v1/auth/login', { email: 'x@exemple.test', password: 'pas le bon du tout' }),
      open.anyone.post('/v1/auth/refresh', { refreshToken: 'none' }),
      open.anyone.post('/v1/oauth/token', 'grant_type=client_credentials', form),
      open.anyone.get('/metrics'),
    ]);

    expect(answers.map(({ status, headers }) => [status, headers['www-authenticate']])).toEqual([
      ...Array(4).fill([401, `Bearer ${metadata}`]),
      [401, `Basic realm="palier", charset="UTF-8", ${metadata}`],
      [401, `Bearer ${metadata}`],
    ]);
  });

  test('a token is verified with the published keys alone, and its issuer is that of the metadata', async () => {
    const open = await app.beside({ PALIER_PUBLIC_URL: 'https://palier.exemple.test' });
    const keys = createRemoteJWKSet(new URL(`${base}/.well-known/jwks.json`));
    const issued = await open.nest.get(AccessTokens).issue({ kind: 'person', ...hr });
    const { payload } = await jwtVerify(issued, keys, {
      issuer: 'https://palier.exemple.test',
      audience: 'https://palier.exemple.test',
      currentDate: new Date(app.clock.now()),
    });

    expect(payload['person']).toBe(hr.personId);
    expect((await open.withToken(issued).get('/v1/me')).status).toBe(200);
    const published = (await app.anyone.get('/.well-known/jwks.json')).body.keys as Record<string, string>[];
    expect(published.every((key) => key['kid'] && key['use'] === 'sig' && key['d'] === undefined)).toBe(true);
  });
});
