import type { DoneFuncWithErrOrRes, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Day } from '../../kernel/days.js';

/** A route that will go. `@Allow(…, { deprecated })` marks it, and everything that is told of it follows. */
export interface Deprecation {
  /** Since that day something else is meant to be used. */
  readonly since: Day;
  /** From that day on it may answer no more. */
  readonly sunset?: Day;
  /** The path of the page that says what to use instead. */
  readonly instead: string;
}

/** Tells it in every answer of a route so marked (RFC 9745, RFC 8594); to the others nothing is added. */
export function announceDeprecations(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { deprecated } = route.config ?? {};
    if (!deprecated) return;
    const { link, ...headers } = deprecationHeaders(deprecated);
    route.onSend = [
      ...[route.onSend ?? []].flat(),
      (_request: FastifyRequest, reply: FastifyReply, payload: unknown, done: DoneFuncWithErrOrRes) => {
        const links = [reply.getHeader('link') ?? [], link].flat().join(', ');
        void reply.headers({ ...headers, link: links });
        done(null, payload);
      },
    ];
  });
}

export function deprecationHeaders({ since, sunset, instead }: Deprecation) {
  return {
    deprecation: `@${midnight(since).getTime() / 1000}`,
    ...(sunset ? { sunset: midnight(sunset).toUTCString() } : {}),
    link: `<${instead}>; rel="deprecation"`,
  };
}

const midnight = (day: Day): Date => new Date(`${day}T00:00:00Z`);
