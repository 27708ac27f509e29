import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keepFile } from './file-body.js';
import { keepTable, readTables } from './table-body.js';
import { malformed, unsupportedMediaType } from '../responses/http.errors.js';

export const MAX_BODY_BYTES = 1024 * 1024;
/** Where nobody has to show a token: more than an e-mail and a password, or a link, ever take. */
const MAX_ANONYMOUS_BYTES = 8 * 1024;
/** Where a link of one purpose stands for a token: an answer to a request, with words for each of its items. */
const MAX_GUEST_BYTES = 128 * 1024;

/** How a body may be sent: JSON, but for a route whose standard wants a form, or that takes a file. */
const KINDS = {
  json: { type: 'application/json', parse: (text: string): unknown => JSON.parse(text) },
  form: { type: 'application/x-www-form-urlencoded', parse: (text: string) => new URLSearchParams(text) },
} as const;

/** How a change of some members may be sent: the members that are there are those that change (RFC 7396). */
export const PATCH_TYPES = ['application/merge-patch+json', KINDS.json.type] as const;

/**
 * Bodies are read whole and judged later (`bodyProblem`): who may ask is decided first, and an idempotency key is
 * looked up before the body is judged.
 */
export function readBodies(fastify: FastifyInstance): void {
  fastify.decorateRequest('rawBody', null);
  fastify.decorateRequest('bodyProblem', null);
  fastify.addHook('onRoute', (route) => {
    if (route.config?.access === 'anyone')
      route.bodyLimit = route.url.startsWith('/v1/guest/') ? MAX_GUEST_BYTES : MAX_ANONYMOUS_BYTES;
  });
  readTables(fastify);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (request, raw: Buffer, done) => {
      request.rawBody = raw;
      const kind = request.routeOptions.config.body ?? 'json';
      if (kind === 'file') return done(null, keepFile(request, raw));
      if (kind === 'table') return done(null, keepTable(request, raw));
      if (raw.length === 0) return done(null, undefined);
      const wanted = KINDS[kind];
      const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
      const taken: readonly string[] = request.method === 'PATCH' ? PATCH_TYPES : [wanted.type];
      if (!taken.includes(type.trim()) || parameters.some(isOtherCharset)) {
        request.bodyProblem = unsupportedMediaType(...taken);
        return done(null, undefined);
      }
      try {
        return done(null, wanted.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw)));
      } catch {
        request.bodyProblem = malformed();
        return done(null, undefined);
      }
    },
  );
}

/** Both kinds are UTF-8 (RFC 8259, URL standard): another charset would be read as what it is not. */
const isOtherCharset = (parameter: string): boolean =>
  /^\s*charset\s*=/.test(parameter) && !/=\s*"?utf-?8"?\s*$/.test(parameter);

/** The fields of a form, or null when no body was sent. */
export const CurrentForm = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  return body instanceof URLSearchParams ? body : null;
});
