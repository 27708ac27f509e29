import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import passport from 'passport';
import type { Clock } from '../../kernel/clock.js';
import { forbidden, invalidField, notFound, unauthenticated } from '../../kernel/refusals.js';
import type { Db } from '../database/db.js';
import { keyReused } from '../responses/http.errors.js';
import {
  findStoredAnswer,
  readKey,
  requireStillVisible,
  type CallerKey,
} from '../idempotency/idempotency.store.js';
import type { RateLimits } from '../server/rate-limit.js';
import { callerOf, type Actor } from './actor.js';
import { refusalOf } from './capabilities.js';

export const ACCESS_TOKEN = 'access-token';
const KEY = /^[\x21-\x7E]{1,255}$/;
const KEY_HOURS = 24;

/**
 * The first questions of every request, in the order that the API promises: who is asking (401), has this key been
 * answered, may this role try (403); then the body is read, and only then is it judged (400, 415). A guard would
 * come after the body.
 */
export function guardRequests(fastify: FastifyInstance, db: Db, clock: Clock, limits: RateLimits): void {
  for (const name of ['actor', 'keyClaim', 'storedAnswer']) fastify.decorateRequest(name, null);

  fastify.addHook('onRequest', async (request, reply) => {
    const { access } = request.routeOptions.config;
    // Nothing of a request for nothing is read.
    if (request.is404) {
      await limits.consume(request.ip, null);
      throw notFound();
    }
    // Denied by default: a route of the API that forgot to say who may.
    if (access === undefined && request.url.startsWith('/v1/')) throw forbidden();
    if (access === undefined) return;
    if (access !== 'anyone') {
      request.actor = await authenticate(request).catch(async (refusal: unknown) => {
        await limits.consume(request.ip, null);
        throw refusal;
      });
    }
    reply.headers(await limits.consume(request.ip, request.actor && callerOf(request.actor)));
    if (!request.actor) return;

    const key = keyOf(request);
    if (key) request.storedAnswer = await findStoredAnswer(db, request.actor, key, clock.now());
    const refusal = refusalOf(request.actor, access);
    if (refusal) throw refusal;
  });

  fastify.addHook('preValidation', async (request, reply) => {
    const key = request.actor ? keyOf(request) : null;
    if (key) {
      const requestHash = hashOf(request);
      const stored = request.storedAnswer;
      if (stored && !stored.requestHash.equals(requestHash)) throw keyReused();
      if (stored && request.actor) await requireStillVisible(db, request.actor, request.url, stored);
      if (stored) return reply.status(stored.status).headers(stored.headers).send(stored.body);
      const expiresAt = new Date(Date.parse(clock.now()) + KEY_HOURS * 3_600_000).toISOString();
      request.keyClaim = { ...key, requestHash, expiresAt };
    }
    if (request.bodyProblem) throw request.bodyProblem;
    return undefined;
  });
}

function authenticate(request: FastifyRequest): Promise<Actor> {
  return new Promise((resolve, reject) => {
    const done = (error: unknown, actor?: Actor | false | null) => {
      if (error) reject(error as Error);
      else if (!actor) reject(unauthenticated());
      else resolve(actor);
    };
    (
      passport.authenticate(ACCESS_TOKEN, { session: false }, done) as (
        req: unknown,
        res: unknown,
        next: (e?: unknown) => void,
      ) => void
    )(request, null, done);
  });
}

function keyOf(request: FastifyRequest): CallerKey | null {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw invalidField(
      'Idempotency-Key',
      'format',
      'La clé compte de 1 à 255 caractères ASCII visibles, par exemple un UUID.',
      'The key has 1 to 255 visible ASCII characters, a UUID for example.',
    );
  }
  return readKey(key);
}

function hashOf(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(request.rawBody ?? '')
    .digest();
}
