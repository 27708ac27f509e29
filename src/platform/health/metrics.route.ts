import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { unauthenticated } from '../../kernel/refusals.js';
import { sendProblem } from '../responses/problem.filter.js';
import type { Metrics } from './metrics.js';

/**
 * `GET /metrics`, for Prometheus, which holds a token of its own: `PALIER_METRICS_TOKEN`. Without that setting nothing is
 * measured and the address names nothing.
 */
export function serveMetrics(fastify: FastifyInstance, metrics: Metrics, token: string): void {
  const wanted = digest(`Bearer ${token}`);
  fastify.get('/metrics', async (request, reply) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), wanted)) {
      return reply.type(metrics.contentType).send(await metrics.text());
    }
    sendProblem(unauthenticated(), request, reply);
    return reply;
  });
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
