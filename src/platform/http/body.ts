import type { FastifyInstance } from 'fastify';
import { malformed, unsupportedMediaType } from './http.errors.js';

export const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Bodies are read whole and judged later (`judgeBody`): who may ask is decided first, and an idempotency key is
 * looked up before the body is judged.
 */
export function readBodies(fastify: FastifyInstance): void {
  fastify.decorateRequest('rawBody', null);
  fastify.decorateRequest('bodyProblem', null);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (request, raw: Buffer, done) => {
      request.rawBody = raw;
      if (raw.length === 0) return done(null, undefined);
      const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
      if (type !== 'application/json') {
        request.bodyProblem = unsupportedMediaType();
        return done(null, undefined);
      }
      try {
        return done(null, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw)));
      } catch {
        request.bodyProblem = malformed();
        return done(null, undefined);
      }
    },
  );
}
