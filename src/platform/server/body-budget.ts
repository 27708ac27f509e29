import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sharerOf } from '../access/actor.js';
import { addressBlock } from '../address-block.js';
import { tooManyBodies } from '../responses/http.errors.js';
import { SharedBudget } from './shared-budget.js';

const MiB = 1024 * 1024;
/** What bodies may be announced to take while they have not arrived whole; of it for one caller. */
const ARRIVING_BYTES = { total: 256 * MiB, perCaller: 8 * MiB };
/** What one counts at the least: a connection is taken however small its body is. */
const LEAST_BYTES = 64 * 1024;

/** Whose share a request takes: its account's, or its client's organisation's; its address' before anybody has signed in. */
export const callerOfRequest = (request: FastifyRequest): string =>
  request.actor ? sharerOf(request.actor) : addressBlock(request.ip);

/**
 * A body counts as long as it is announced to be, from its first byte to its last: whoever begins many and ends none has a
 * small share of what all may begin. Files are counted as they come (`file-body.ts`).
 */
export function limitArrivingBodies(fastify: FastifyInstance): void {
  const arriving = new SharedBudget(ARRIVING_BYTES.total, ARRIVING_BYTES.perCaller);
  const whole = new WeakMap<FastifyRequest, () => void>();

  fastify.addHook('preParsing', (request, reply, payload, done) => {
    const announced = announcedBytes(request);
    if (request.routeOptions.config.body === 'file' || announced === 0) return done(null, payload);
    const caller = callerOfRequest(request);
    const bytes = Math.max(LEAST_BYTES, Math.min(announced, request.routeOptions.bodyLimit));
    if (!arriving.take(caller, bytes)) return done(tooManyBodies(), payload);
    let isGivenBack = false;
    const giveBack = () => {
      if (!isGivenBack) arriving.giveBack(caller, bytes);
      isGivenBack = true;
    };
    whole.set(request, giveBack);
    reply.raw.once('close', giveBack);
    return done(null, payload);
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    whole.get(request)?.();
    done();
  });
}

/** As many as the route takes, where they come in pieces of which nobody knows the number. */
function announcedBytes({ headers, routeOptions }: FastifyRequest): number {
  if (headers['transfer-encoding'] !== undefined) return routeOptions.bodyLimit;
  return Number(headers['content-length'] ?? 0);
}
