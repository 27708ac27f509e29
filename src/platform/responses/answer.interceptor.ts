import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, from, type Observable } from 'rxjs';
import { Clock } from '../../kernel/clock.js';
import { Db } from '../database/db.js';
import { IdempotentReplay, runRequest } from '../database/open-transaction.js';
import { Answer, Download, TaggedAnswer } from './answer.js';
import { withBodyMistakes } from '../validation/body-rules.js';
import { namesTag } from './etag.js';
import { keyReused } from './http.errors.js';
import { findStoredAnswer, requireStillVisible, storeAnswer } from '../idempotency/idempotency.store.js';
import { toReadable } from './to-readable.js';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;

interface Wire {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
  /** What is kept of it for the key. */
  readonly kept: string;
}

/** Runs a request as one unit of work and writes its answer once, so that a replay sends the same bytes. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Answer');

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const answer = this.answer(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), next);
    return from(
      answer.catch(async (error: unknown) => {
        throw await withBodyMistakes(error, context, this.clock.today());
      }),
    );
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const { keyClaim, actor } = request;
    try {
      const answer = await runRequest(
        keyClaim,
        async () => {
          const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
          return result instanceof Download ? result : toWire(request, reply.statusCode, result);
        },
        (wire) =>
          keyClaim && actor && !(wire instanceof Download)
            ? storeAnswer(actor, keyClaim, { ...wire, body: wire.kept })
            : null,
      );
      if (answer instanceof Download) return await this.download(request, reply, answer);
      void reply.status(answer.status).headers(answer.headers);
      return answer.status === 304 ? undefined : answer.body;
    } catch (error) {
      if (!(error instanceof IdempotentReplay) || !keyClaim || !actor) throw error;
      const stored = await findStoredAnswer(this.db, actor, keyClaim, this.clock.now());
      if (!stored || !stored.requestHash.equals(keyClaim.requestHash)) throw keyReused();
      await requireStillVisible(this.db, actor, request.url, stored);
      void reply.status(stored.status).headers(stored.headers);
      return stored.body;
    }
  }

  /** The first piece is made before the status is sent, so that what fails at once is refused like any other request. */
  private async download(request: FastifyRequest, reply: FastifyReply, { pieces, options }: Download) {
    const body = await toReadable(pieces);
    body.on('error', (error) => this.logger.error({ err: error, requestId: request.id }, 'download broken'));
    void reply.headers({
      'content-type': options.mediaType,
      ...(options.language ? { 'content-language': options.language, vary: 'Accept, Accept-Language' } : {}),
      'content-disposition': `attachment; filename="${options.fileName}"`,
      ...options.headers,
      ...linkTo(request, options.next),
    });
    return body;
  }
}

function toWire(request: FastifyRequest, status: number, result: unknown): Wire {
  if (result instanceof TaggedAnswer) return toTaggedWire(request, status, result);
  const { body, options } = result instanceof Answer ? result : new Answer(result);
  const sent = body === undefined ? '' : JSON.stringify(body);
  const withheld = (options.shownOnce ?? []).filter((name) => Object.hasOwn(body as object, name));
  return {
    status: options.status ?? status,
    headers: {
      ...JSON_TYPE,
      ...(options.location ? { location: options.location } : {}),
      ...(options.version === undefined ? {} : { etag: `"${options.version}"` }),
      ...linkTo(request, options.next),
    },
    body: sent,
    kept: withheld.length === 0 ? sent : JSON.stringify(withoutSecrets(body as object, withheld)),
  };
}

/** Whoever keeps it asks again before they show it: rights are judged each time, and a tag that still stands spares the body. */
function toTaggedWire(request: FastifyRequest, status: number, { tag, json, variesBy }: TaggedAnswer): Wire {
  const isKnown = namesTag(request.headers['if-none-match'], tag);
  return {
    status: isKnown ? 304 : status,
    headers: {
      ...(isKnown ? {} : JSON_TYPE),
      etag: tag,
      'cache-control': 'private, no-cache',
      vary: ['Authorization', ...variesBy].join(', '),
    },
    body: isKnown ? '' : json(),
    kept: '',
  };
}

/** What is shown once is not kept; `withheld` says to whoever reads the answer again what is missing. */
function withoutSecrets(body: object, withheld: readonly string[]): object {
  const rest = Object.entries(body).filter(([name]) => !withheld.includes(name));
  return { ...Object.fromEntries(rest), withheld };
}

function linkTo(request: FastifyRequest, after: string | null | undefined): { link?: string } {
  if (!after) return {};
  const next = new URL(request.url, 'http://palier.invalid');
  next.searchParams.set('after', after);
  return { link: `<${next.pathname}${next.search}>; rel="next"` };
}
