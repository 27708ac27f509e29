import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../access/actor.js';
import type { Metrics } from '../health/metrics.js';
import type { Lifecycle } from '../health/lifecycle.js';
import type { Log } from './logger.js';

/** Asked every few seconds by machines: told only when they fail. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics']);
/** What proxies make: a UUID or 32 hexadecimal digits. Anything else could be anything. */
const TRACE_ID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

export interface RequestWatch {
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
}

/** Follows one request to its end, whichever it is: answered, refused, or left by the caller. */
export function watchRequest(watch: RequestWatch, request: FastifyRequest, reply: FastifyReply): void {
  const start = performance.now();
  watch.lifecycle.inFlight += 1;
  reply.raw.once('close', () => {
    watch.lifecycle.inFlight -= 1;
    const ms = performance.now() - start;
    const route = routeOf(request);
    const status = reply.raw.headersSent ? reply.raw.statusCode : null;
    watch.metrics.answered({ method: request.method, route, status, ms, problem: request.problem });
    const level = QUIET.has(route) && (status ?? 500) < 500 ? 'debug' : 'info';
    if (!watch.log.isLevelEnabled(level)) return;
    watch.log[level](
      {
        requestId: request.id,
        ...callerRequestId(request.headers['x-request-id']),
        method: request.method,
        route,
        status,
        ms: Math.round(ms * 10) / 10,
        ...(request.problem ? { code: request.problem } : {}),
        ...(reply.raw.writableFinished ? {} : { cut: true }),
        ...(request.actor ? { actor: request.actor.kind, caller: callerOf(request.actor) } : {}),
      },
      'request',
    );
  });
}

/** The route as it is declared, never the address: addresses hold ids, and queries hold names and e-mails. */
const routeOf = (request: FastifyRequest): string =>
  (request.is404 ? undefined : request.routeOptions.url) ?? 'unmatched';

/** Said by the caller, so only noted, and never ours: `requestId` is. */
function callerRequestId(header: unknown): { callerRequestId?: string } {
  return typeof header === 'string' && TRACE_ID.test(header) ? { callerRequestId: header } : {};
}
