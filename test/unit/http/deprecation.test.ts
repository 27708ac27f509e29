import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import fastify from 'fastify';
import type { Day } from '../../../src/kernel/days.js';
import { API_WORDS } from '../../../src/composition/openapi-words.js';
import { Allow } from '../../../src/platform/access/allow.js';
import { HealthResponse } from '../../../src/platform/health/health.controller.js';
import { describeRoutes } from '../../../src/platform/openapi/openapi.js';
import { Returns } from '../../../src/platform/responses/answer.js';
import { announceDeprecations } from '../../../src/platform/server/deprecation.js';

const deprecated = { since: '2027-01-01' as Day, sunset: '2027-07-01' as Day, instead: '/docs#new' };

@Controller()
class Routes {
  @Get('old')
  @Allow('anyone', { deprecated })
  @Returns(200, HealthResponse)
  readOld(): HealthResponse {
    return { status: 'ok', version: '1' };
  }

  @Get('new')
  @Allow('anyone')
  @Returns(200, HealthResponse)
  readNew(): HealthResponse {
    return { status: 'ok', version: '1' };
  }
}

@Module({ controllers: [Routes] })
class Api {}

const server = fastify();

beforeAll(async () => {
  announceDeprecations(server);
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

test('the document marks it, and it alone', async () => {
  const app = await NestFactory.create<NestFastifyApplication>(Api, new FastifyAdapter(), {
    preview: true,
    logger: false,
  });
  const { document } = describeRoutes(app, API_WORDS);
  const [old, young] = ['/old', '/new'].map((path) => document.paths[path]?.get);

  expect([old?.deprecated, young?.deprecated]).toEqual([true, undefined]);
  expect(JSON.stringify(old)).toContain('#/components/headers/Sunset');
  expect(JSON.stringify(document.paths)).not.toContain('x-deprecated-route');
});
