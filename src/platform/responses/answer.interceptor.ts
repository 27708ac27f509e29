import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { createHash, type Hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, from, type Observable } from 'rxjs';
import { Clock } from '../../kernel/clock.js';
import { Db } from '../database/db.js';
import { IdempotentReplay, runRequest } from '../database/open-transaction.js';
import { Answer, Download, TaggedAnswer, type Piece } from './answer.js';
import { withBodyMistakes } from '../validation/body-rules.js';
import { namesTag, withListedVersions } from './etag.js';
import { keyReused } from './http.errors.js';
import { linksOf } from './links.js';
import { findStoredAnswer, requireStillVisible, storeAnswer } from '../idempotency/idempotency.store.js';
import { toReadable } from './to-readable.js';
import { addVary } from './vary.js';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;

interface Wire {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
  /** What is kept of it for the key. */
  readonly kept: string;
  /** The request headers on which it depends. */
  readonly variesBy?: readonly string[];
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
      const answer = await withListedVersions(request, () =>
        runRequest(
          keyClaim,
          async () => {
            const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
            return result instanceof Download ? result : toWire(request, reply.statusCode, result);
          },
          (wire) =>
            keyClaim && actor && !(wire instanceof Download)
              ? storeAnswer(actor, keyClaim, { ...wire, body: wire.kept })
              : null,
        ),
      );
      if (answer instanceof Download) return await this.download(request, reply, answer);
      if (answer.variesBy) addVary(reply, ...answer.variesBy);
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
    const { head, tag } = options.isTagged ? await taggedHead(pieces) : { head: [], tag: null };
    if (tag !== null) {
      addVary(reply, 'Authorization');
      void reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
      if (isKnown(request, tag)) return void reply.status(304);
    }
    const body = await toReadable(tag === null && head.length === 0 ? pieces : again(head, pieces));
    body.on('error', (error) => this.logger.error({ err: error, requestId: request.id }, 'download broken'));
    void reply.headers({
      'content-type': options.mediaType,
      ...(options.language ? { 'content-language': options.language } : {}),
      'content-disposition': `attachment; filename="${options.fileName}"`,
      ...options.headers,
      ...linksOf(request.url, options.next),
    });
    if (request.method !== 'HEAD') return body;
    // Nobody reads it: what it holds is let go of, and no more is made.
    body.destroy();
    return '';
  }
}

function toWire(request: FastifyRequest, status: number, result: unknown): Wire | Promise<Wire> {
  if (result instanceof TaggedAnswer) return toTaggedWire(request, status, result);
  const { body, options } = result instanceof Answer ? result : new Answer(result);
  const etag = options.version === undefined ? null : `"${options.version}"`;
  if (etag !== null && isKnown(request, etag)) return unchanged({ etag });
  const sent = body === undefined ? '' : JSON.stringify(body);
  const tag = options.isTagged ? weakTagOf(createHash('sha256').update(sent)) : null;
  const tagged = tag === null ? {} : { etag: tag, 'cache-control': 'private, no-cache' };
  if (tag !== null && isKnown(request, tag)) return { ...unchanged(tagged), variesBy: ['Authorization'] };
  const withheld = (options.shownOnce ?? []).filter((name) => Object.hasOwn(body as object, name));
  return {
    status: options.status ?? status,
    headers: {
      ...JSON_TYPE,
      ...(options.location ? { location: options.location } : {}),
      ...(etag === null ? {} : { etag }),
      ...tagged,
      ...linksOf(request.url, options.next),
    },
    ...(tag === null ? {} : { variesBy: ['Authorization'] }),
    body: sent,
    kept: withheld.length === 0 ? sent : JSON.stringify(withoutSecrets(body as object, withheld)),
  };
}

const weakTagOf = (hash: Hash): string => `W/"${hash.digest('base64url')}"`;

/** More is sent as it is made, without a tag: nobody holds a whole report in memory. */
const MOST_TAGGED_BYTES = 1024 * 1024;

/** What was made of a download to tag it; null: it goes on. */
async function taggedHead(
  pieces: AsyncGenerator<Piece, void>,
): Promise<{ head: Piece[]; tag: string | null }> {
  const head: Piece[] = [];
  const hash = createHash('sha256');
  for (let bytes = 0; bytes <= MOST_TAGGED_BYTES;) {
    const piece = await pieces.next();
    if (piece.done) return { head, tag: weakTagOf(hash) };
    head.push(piece.value);
    hash.update(piece.value);
    bytes += Buffer.byteLength(piece.value);
  }
  return { head, tag: null };
}

async function* again(
  head: readonly Piece[],
  rest: AsyncGenerator<Piece, void>,
): AsyncGenerator<Piece, void> {
  try {
    yield* head;
    yield* rest;
  } finally {
    await rest.return();
  }
}

/** Whoever keeps it asks again before they show it: rights are judged each time, and a tag that still stands spares the body. */
async function toTaggedWire(
  request: FastifyRequest,
  status: number,
  { tag, json, variesBy, headers: more }: TaggedAnswer,
): Promise<Wire> {
  const headers = { etag: tag, 'cache-control': 'private, no-cache' };
  const depends = { variesBy: ['Authorization', ...variesBy] };
  if (isKnown(request, tag)) return { ...unchanged(headers), ...depends };
  return { status, headers: { ...JSON_TYPE, ...more, ...headers }, body: await json(), kept: '', ...depends };
}

const unchanged = (headers: Record<string, string>): Wire => ({ status: 304, headers, body: '', kept: '' });

/** Whether whoever reads has it already. What changes something is never spared so. */
const isKnown = ({ method, headers }: FastifyRequest, tag: string): boolean =>
  headers['if-none-match'] !== undefined &&
  (method === 'GET' || method === 'HEAD') &&
  namesTag(headers['if-none-match'], tag);

/** What is shown once is not kept; `withheld` says to whoever reads the answer again what is missing. */
function withoutSecrets(body: object, withheld: readonly string[]): object {
  const rest = Object.entries(body).filter(([name]) => !withheld.includes(name));
  return { ...Object.fromEntries(rest), withheld };
}
