import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { API_WORDS } from './composition/openapi-words.js';
import { AppModule } from './app.module.js';
import { VerifyPage } from './features/booklet/verify-page.js';
import { GuestPages } from './features/guest-links/pages/guest-pages.js';
import { IdentityPages } from './features/identity/pages/identity-pages.js';
import { EvidenceService } from './features/evidence/evidence.service.js';
import { Clock, SystemClock } from './kernel/clock.js';
import { isUuid, type ContractId } from './kernel/ids.js';
import { notFound } from './kernel/refusals.js';
import { guardRequests } from './platform/access/access.hooks.js';
import { readConfig, type Config } from './platform/config/config.js';
import { Db } from './platform/database/db.js';
import { Lifecycle } from './platform/health/lifecycle.js';
import { Metrics } from './platform/health/metrics.js';
import { servePages } from './platform/pages/serve-pages.js';
import { serveMetrics } from './platform/health/metrics.route.js';
import { readBodies } from './platform/server/body.js';
import { limitArrivingBodies } from './platform/server/body-budget.js';
import { readFiles, type Admission } from './platform/server/file-body.js';
import { HTTP_LIMITS } from './platform/server/connections.js';
import { describeRoutes, serveDocumentation, type ApiDescription } from './platform/openapi/openapi.js';
import { RateLimits } from './platform/server/rate-limit.js';
import { SECURITY_HEADERS } from './platform/server/security-headers.js';
import { answerBadAddress, answerUnreadable, readFraming } from './platform/server/unreadable.js';
import { createLogger, NestLog, type Log } from './platform/logs/logger.js';
import { watchRequest } from './platform/logs/request-log.js';
import { newId } from './platform/ids.js';
import { serveProblemPages } from './platform/responses/problem-pages.js';
import { compressReads } from './platform/responses/compression.js';
import { CHALLENGE, challenging, serveDiscovery } from './platform/access/discovery.js';
import { TokenFacts } from './platform/access/token-facts.js';
import { allowOrigins } from './platform/server/cross-origin.js';
import { announceDeprecations } from './platform/server/deprecation.js';
import { AllowedMethods } from './platform/server/methods.js';
import './platform/server/request.js';

/** The application, composed and initialised, not yet listening: the server and the tests start the same one. */
export async function createApp(
  config: Config,
  apiUrl: string,
  clock: Clock,
  log: Log = createLogger(config.logLevel),
): Promise<NestFastifyApplication> {
  const limits = new RateLimits(config.rateLimitPerMinute);
  const adapter = httpServer(config, log, limits);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, apiUrl, clock, log),
    adapter,
    { bodyParser: false, logger: new NestLog(log) },
  );
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const watch = { log, lifecycle: app.get(Lifecycle), metrics: app.get(Metrics) };
  fastify.decorateRequest('problem', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    watchRequest(watch, request, reply);
    void reply.headers(SECURITY_HEADERS);
    done();
  });
  const allowed = AllowedMethods.watch(fastify);
  allowOrigins(fastify, config.corsOrigins);
  readFraming(fastify);
  readBodies(fastify);
  readFiles(fastify, admissionOf(app));
  limitArrivingBodies(fastify);
  guardRequests(fastify, app.get(Db), app.get(Clock), limits, allowed);
  announceDeprecations(fastify);
  await compressReads(fastify);
  finishAnswers(fastify, watch.lifecycle, challenging(config));
  prefixRoutes(app);
  serveBeside(app, fastify, config);
  servePages(fastify, pagesOf(app), log);
  await app.init();
  await fastify.ready();
  return app;
}

/** What every answer says, whatever made it. */
function finishAnswers(
  fastify: FastifyInstance,
  lifecycle: Lifecycle,
  challenge: ReturnType<typeof challenging>,
): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    reply.header('x-request-id', request.id);
    if (reply.statusCode === 401) reply.header(CHALLENGE, challenge(reply.getHeader(CHALLENGE)));
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    if (lifecycle.isStopping) reply.header('connection', 'close');
    done(null, payload);
  });
}

/** What is not the API's own, and tells of it. */
function serveBeside(app: NestFastifyApplication, fastify: FastifyInstance, config: Config): void {
  serveDocumentation(app, API_WORDS);
  serveProblemPages(fastify, API_WORDS.refusals);
  serveDiscovery(fastify, config, app.get(TokenFacts));
  if (config.metricsToken) serveMetrics(fastify, app.get(Metrics), config.metricsToken);
}

/** The one route that takes a file is about a contract. */
function admissionOf(app: NestFastifyApplication): Admission {
  return async (actor, params) => {
    const { contractId } = params as { contractId?: unknown };
    if (!isUuid(contractId)) return notFound();
    const evidence = app.get(EvidenceService, { strict: false });
    return evidence.refusalBeforeReading(actor, contractId as ContractId);
  };
}

function httpServer(config: Config, log: Log, limits: RateLimits): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: trustedProxies(config.trustProxy),
    genReqId: () => newId(),
    requestIdHeader: false,
    routerOptions: { maxParamLength: 300 },
    requestTimeout: HTTP_LIMITS.requestMs,
    keepAliveTimeout: HTTP_LIMITS.keepAliveMs,
    maxRequestsPerSocket: HTTP_LIMITS.requestsPerConnection,
    http: {
      // Of two headers where one is allowed, Node would keep the first: two tokens are none.
      joinDuplicateHeaders: true,
      requireHostHeader: false, // `readFraming` does
      headersTimeout: HTTP_LIMITS.headersMs,
      connectionsCheckingInterval: HTTP_LIMITS.checkEveryMs,
      maxHeaderSize: HTTP_LIMITS.headerBytes,
    },
    clientErrorHandler: answerUnreadable(log),
    frameworkErrors: answerBadAddress(log, limits),
  });
}

/** The document of the API, without anything that answers: no database is needed. */
export async function describeApi(): Promise<ApiDescription> {
  const module = AppModule.with(
    readConfig({}),
    'postgres://localhost/none',
    new SystemClock(),
    createLogger('silent'),
  );
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

function prefixRoutes(app: NestFastifyApplication): void {
  app.setGlobalPrefix('v1', { exclude: ['healthz', 'readyz'] });
}

const pagesOf = (app: NestFastifyApplication) =>
  [IdentityPages, GuestPages, VerifyPage].flatMap((one) => app.get(one, { strict: false }).routes);
