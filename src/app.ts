import helmet from '@fastify/helmet';
import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { API_WORDS } from './api-words.js';
import { AppModule } from './app.module.js';
import { Clock, SystemClock } from './kernel/clock.js';
import { notFound } from './kernel/refusals.js';
import { guardRequests } from './platform/access/access.hooks.js';
import { readConfig, type Config } from './platform/config/config.js';
import { Db } from './platform/database/db.js';
import { readBodies } from './platform/http/body.js';
import { sendProblem } from './platform/http/problem.filter.js';
import { describeRoutes, serveDocumentation, type ApiDescription } from './platform/http/openapi.js';
import { RateLimits } from './platform/http/rate-limit.js';
import { SECURITY_HEADERS } from './platform/http/security-headers.js';
import { newId } from './platform/ids.js';
import './platform/http/request.js';

/** The application, composed and initialised, not yet listening: the server and the tests start the same one. */
export async function createApp(
  config: Config,
  apiUrl: string,
  clock: Clock,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    trustProxy: trustedProxies(config.trustProxy),
    // Of two headers where one is allowed, Node would keep the first: two tokens are none.
    http: { joinDuplicateHeaders: true },
    genReqId: () => newId(),
    requestIdHeader: false,
    routerOptions: { maxParamLength: 300 },
    // An address that cannot be read names nothing.
    // No hook runs for it.
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(notFound(), request, reply.header('x-request-id', request.id)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, apiUrl, clock),
    adapter,
    {
      bodyParser: false,
      logger: logLevels(config.logLevel),
    },
  );
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  await fastify.register(helmet, SECURITY_HEADERS);
  readBodies(fastify);
  guardRequests(fastify, app.get(Db), app.get(Clock), new RateLimits(config.rateLimitPerMinute));
  fastify.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  prefixRoutes(app);
  serveDocumentation(app, API_WORDS);
  await app.init();
  await fastify.ready();
  return app;
}

/** The document of the API, without anything that answers: no database is needed. */
export async function describeApi(): Promise<ApiDescription> {
  const module = AppModule.with(readConfig({}), 'postgres://localhost/none', new SystemClock());
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    preview: true,
    logger: false,
  });
  prefixRoutes(app);
  return describeRoutes(app, API_WORDS);
}

/** `true` believes what the nearest proxy saw, and nothing that a caller wrote into the header before it. */
function trustedProxies(
  trust: Config['trustProxy'],
): false | string[] | ((address: string, hop: number) => boolean) {
  if (trust === true) return (_address, hop) => hop === 0;
  return trust === false ? false : [...trust];
}

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** The level asked for and the graver ones; Nest calls info "log" and trace "verbose". */
function logLevels(asked: Config['logLevel']): LogLevel[] | false {
  if (asked === 'silent') return false;
  const names = {
    fatal: 'fatal',
    error: 'error',
    warn: 'warn',
    info: 'log',
    debug: 'debug',
    trace: 'verbose',
  } as const;
  return LEVELS.slice(0, LEVELS.indexOf(names[asked]) + 1);
}

function prefixRoutes(app: NestFastifyApplication): void {
  app.setGlobalPrefix('v1', { exclude: ['healthz', 'readyz'] });
}
