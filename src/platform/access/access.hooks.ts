import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import passport from 'passport';
import type { Clock } from '../../kernel/clock.js';
import { holdsNir } from '../../kernel/nir.js';
import {
  forbidden,
  invalidField,
  notFound,
  unauthenticated,
  validationFailed,
} from '../../kernel/refusals.js';
import type { Db } from '../database/db.js';
import { keyReused, methodNotAllowed } from '../responses/http.errors.js';
import {
  findStoredAnswer,
  readKey,
  requireStillVisible,
  type CallerKey,
} from '../idempotency/idempotency.store.js';
import { answerOptions } from '../server/cross-origin.js';
import type { AllowedMethods } from '../server/methods.js';
import type { RateLimits } from '../server/rate-limit.js';
import { nirRefused } from '../validation/nir-refusal.js';
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
export function guardRequests(
  fastify: FastifyInstance,
  db: Db,
  clock: Clock,
  limits: RateLimits,
  allowed: AllowedMethods,
): void {
  for (const name of ['actor', 'callerKey', 'keyClaim', 'storedAnswer']) fastify.decorateRequest(name, null);

  fastify.addHook('onRequest', async (request, reply) => {
    const { access } = request.routeOptions.config;
    // Nothing of a request for nothing is read.
    if (request.is404) {
      reply.headers(await limits.consume(request.ip, null));
      return answerUnrouted(request, reply, allowed.besides(request.method, request.url));
    }
    // Denied by default: a route of the API that forgot to say who may.
    if (access === undefined && request.url.startsWith('/v1/')) throw forbidden();
    if (access === undefined) return;
    if (access !== 'anyone') {
      request.actor = await authenticate(request).catch(async (refusal: unknown) => {
        reply.headers(await limits.consume(request.ip, null));
        throw refusal;
      });
    }
    reply.headers(await limits.consume(request.ip, request.actor && callerOf(request.actor)));
    if (!request.actor) return;

    const key = keyOf(request);
    request.callerKey = key;
    if (key) request.storedAnswer = await findStoredAnswer(db, request.actor, key, clock.now());
    const refusal = refusalOf(request.actor, access);
    if (refusal) throw refusal;
  });

  fastify.addHook('preValidation', (request, reply, done) => {
    claimOrReplay(db, clock, request, reply, (refusal) => done(refusal ?? request.bodyProblem ?? undefined));
  });
}

/** `methods`: what the address takes. @throws not_found where it takes none, method_not_allowed */
function answerUnrouted(
  request: FastifyRequest,
  reply: FastifyReply,
  methods: readonly string[],
): FastifyReply {
  if (methods.length === 0) throw notFound();
  if (request.method !== 'OPTIONS') throw methodNotAllowed(methods);
  return answerOptions(reply, request, methods);
}

/** Goes on to judge the body, unless the key was answered already: then that is the answer. */
function claimOrReplay(
  db: Db,
  clock: Clock,
  request: FastifyRequest,
  reply: FastifyReply,
  goOn: (refusal?: Error) => void,
): void {
  const { actor, callerKey, storedAnswer } = request;
  if (!actor || !callerKey) return goOn();
  const requestHash = hashOf(request);
  if (!storedAnswer) {
    const expiresAt = new Date(Date.parse(clock.now()) + KEY_HOURS * 3_600_000).toISOString();
    request.keyClaim = { ...callerKey, requestHash, expiresAt };
    return goOn();
  }
  if (!storedAnswer.requestHash.equals(requestHash)) return goOn(keyReused());
  return void requireStillVisible(db, actor, request.url, storedAnswer).then(
    () => void reply.status(storedAnswer.status).headers(storedAnswer.headers).send(storedAnswer.body),
    goOn,
  );
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
  if (holdsNir(key)) throw validationFailed([nirRefused('Idempotency-Key')]);
  return readKey(key);
}

function hashOf(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(request.rawBody ?? '')
    .digest();
}
