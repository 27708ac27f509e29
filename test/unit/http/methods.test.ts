import { expect, test } from '@jest/globals';
import fastify from 'fastify';
import { AllowedMethods } from '../../../src/platform/server/methods.js';

test('an address takes the methods of every route that it fits, and one that fits none takes none', () => {
  const server = fastify();
  const allowed = AllowedMethods.watch(server);
  const answer = () => 'ok';
  server.get('/v1/people/:personId', answer);
  server.patch('/v1/people/:personId', answer);
  server.put('/v1/people/by-external-id/:externalId', answer);
  server.get('/docs/*', answer);

  expect(allowed.besides('POST', '/v1/people/x?y=/')).toEqual(['GET', 'HEAD', 'OPTIONS', 'PATCH']);
  expect(allowed.besides('POST', '/v1/people/by-external-id/a.b')).toEqual(['OPTIONS', 'PUT']);
  expect(allowed.besides('POST', '/docs/a/b.js')).toEqual(['GET', 'HEAD', 'OPTIONS']);
  // The router took it for none of its own.
  expect(allowed.besides('GET', '/v1/people/x%0d')).toEqual([]);
  for (const nothing of ['/v1/people', '/v1/people/', '/v1/people/x/y', '*', '', '/V1/people/x'])
    expect([nothing, allowed.besides('POST', nothing)]).toEqual([nothing, []]);
});
