import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fastify from 'fastify';
import type { Day } from '../../../src/kernel/days.js';
import { announceDeprecations } from '../../../src/platform/server/deprecation.js';

const server = fastify();

beforeAll(async () => {
  announceDeprecations(server);
  const deprecated = { since: '2027-01-01' as Day, sunset: '2027-07-01' as Day, instead: '/docs#new' };
  server.get('/old', { config: { deprecated } }, (_request, reply) =>
    reply.header('link', '</old?after=x>; rel="next"').send('ok'),
  );
  server.get('/new', () => 'ok');
  await server.ready();
});
afterAll(() => server.close());

test('a route that is marked says since when, until when, and what to use instead, beside its other links', async () => {
  const { headers } = await server.inject('/old');

  expect(headers['deprecation']).toBe('@1798761600');
  expect(headers['sunset']).toBe('Thu, 01 Jul 2027 00:00:00 GMT');
  expect(headers['link']).toBe('</old?after=x>; rel="next", </docs#new>; rel="deprecation"');
});

test('the others say nothing', async () => {
  const { headers } = await server.inject('/new');

  expect([headers['deprecation'], headers['sunset'], headers['link']]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
