import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HTTP_LIMITS } from '../../../src/platform/server/connections.js';
import { TestApp } from '../../support/app.js';
import { RawConnection } from '../../support/http/raw-http.js';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start({ PALIER_METRICS_TOKEN: 'a token for Prometheus alone' });
});

afterAll(() => app.stop());

/** The whole answer to one request on a connection of its own, head and body. */
async function ask(head: string): Promise<string> {
  const connection = await RawConnection.open(app.port);
  connection?.write(head);
  return (await connection?.rest()) ?? '';
}

const request = (method: string, path: string, headers: readonly string[] = []) =>
  ask([`${method} ${path} HTTP/1.1`, 'host: x', 'connection: close', ...headers, '', ''].join('\r\n'));

const PREFLIGHT = ['origin: https://elsewhere.test', 'access-control-request-method: POST'];

test.each([
  ['an answer', 'GET', '/healthz', 200],
  ['a refusal', 'GET', '/v1/me', 401],
  ['the document', 'GET', '/v1/openapi.json', 200],
  ['the page', 'GET', '/docs', 200],
  ['the metrics', 'GET', '/metrics', 401],
  ['nothing there', 'GET', '/nowhere', 404],
  ['an address that cannot be read', 'GET', '/v1/%', 404],
  ['a preflight', 'OPTIONS', '/v1/people', 204],
  ['a head', 'HEAD', '/healthz', 200],
  ['a method that no route has', 'TRACE', '/v1/me', 405],
  ['a method that does not exist', 'FETCH', '/v1/me', 400],
])('%s is closed to other sites and says nothing of what serves it', async (_, method, path, status) => {
  const answer = await request(method, path, PREFLIGHT);
  const head = answer.slice(0, answer.indexOf('\r\n\r\n')).toLowerCase();

  expect(head).toMatch(new RegExp(`^http/1.1 ${status} `));
  expect(head).not.toMatch(/^access-control-|^server:|^x-powered-by:/m);
  expect(head).toMatch(/^strict-transport-security: max-age=31536000/m);
  expect(head).toMatch(/^x-content-type-options: nosniff/m);
  expect(head).toMatch(/^x-frame-options: deny/m);
  expect(head).toMatch(/^content-security-policy: default-src 'none'/m);
  expect(head).toMatch(/^x-request-id: [0-9a-f-]{36}/m);
  if (method === 'HEAD') expect(answer.endsWith('\r\n\r\n')).toBe(true);
});

test('a tunnel is not opened', async () => {
  expect(await request('CONNECT', 'elsewhere.test:443')).not.toMatch(/^HTTP\/1\.1 2/);
});

test('headers that are too large are refused', async () => {
  const answer = await request('GET', '/healthz', [`x-filler: ${'x'.repeat(HTTP_LIMITS.headerBytes)}`]);

  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect(answer).toContain('"code":"headers_too_large"');
});

test('the limits of a connection are set', () => {
  const server = app.nest.getHttpServer() as Server;

  expect([
    server.headersTimeout,
    server.requestTimeout,
    server.keepAliveTimeout,
    server.maxRequestsPerSocket,
  ]).toEqual([10_000, 60_000, 72_000, 10_000]);
});

test('who sends a header or a body drop by drop is refused, and who only keeps the line is let go', async () => {
  const server = app.nest.getHttpServer() as Server;
  const { headersTimeout, requestTimeout, keepAliveTimeout } = server;
  Object.assign(server, { headersTimeout: 300, requestTimeout: 600, keepAliveTimeout: 300 });
  const idle = await RawConnection.open(app.port);
  await idle?.send('GET', '/healthz');
  const [headers, body, kept] = await Promise.all([
    ask('GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: '),
    ask('POST /v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{'),
    idle?.rest(),
  ]);
  Object.assign(server, { headersTimeout, requestTimeout, keepAliveTimeout });

  expect(headers).toMatch(/^HTTP\/1\.1 408 /);
  expect(headers).toContain('"code":"request_timeout"');
  expect(body).toMatch(/^HTTP\/1\.1 408 /);
  expect(kept).toBe('');
});
