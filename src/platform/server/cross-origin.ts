import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addVary } from '../responses/vary.js';
import { PATCH_TYPES } from './body.js';

/** How long a browser remembers what it was told, where it does so that long. */
const REMEMBERED_S = 7200;
/** What pages of other origins may send; `Authorization` is the token, for no cookie is ever read. */
const REQUEST_HEADERS =
  'Accept, Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id';
/** What they may read besides what every page may. */
const RESPONSE_HEADERS =
  'Allow, Content-Disposition, Deprecation, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Sunset, WWW-Authenticate, X-Request-Id';

/** Lets pages of these origins, and no other, read what is answered. Without any nothing is added, to no request. */
export function allowOrigins(fastify: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const allowed = new Set(origins);
  fastify.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    if (origin !== undefined && allowed.has(origin)) {
      void reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': RESPONSE_HEADERS,
      });
    }
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    addVary(reply, 'Origin');
    done(null, payload);
  });
}

/** Answers what an address takes: to whoever asks, and to a browser before it sends what a page of another origin wants. */
export function answerOptions(
  reply: FastifyReply,
  { headers }: FastifyRequest,
  methods: readonly string[],
): FastifyReply {
  const allow = methods.join(', ');
  const isPreflight =
    headers['access-control-request-method'] !== undefined && reply.hasHeader('access-control-allow-origin');
  return reply
    .status(204)
    .headers({
      allow,
      ...(methods.includes('PATCH') ? { 'accept-patch': PATCH_TYPES.join(', ') } : {}),
      ...(isPreflight
        ? {
            'access-control-allow-methods': allow,
            'access-control-allow-headers': REQUEST_HEADERS,
            'access-control-max-age': String(REMEMBERED_S),
          }
        : {}),
    })
    .send();
}
