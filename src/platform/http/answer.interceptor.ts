import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, from, type Observable } from 'rxjs';
import { Clock } from '../../kernel/clock.js';
import { Db, KeyAnswered } from '../database/db.js';
import { Answer } from './answer.js';
import { keyReused } from './http.errors.js';
import { findStoredAnswer, storeAnswer } from './idempotency.store.js';

interface Wire {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Runs a request as one unit of work and writes its answer once, so that a replay sends the same bytes. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return from(this.answer(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), next));
  }

  private async answer(request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const { keyClaim, actor } = request;
    try {
      const wire = await this.db.unit(
        keyClaim,
        async () =>
          toWire(request, reply.statusCode, await lastValueFrom(next.handle(), { defaultValue: undefined })),
        (answer) => (keyClaim && actor ? storeAnswer(actor, keyClaim, answer) : null),
      );
      void reply.status(wire.status).headers(wire.headers);
      return wire.body;
    } catch (error) {
      if (!(error instanceof KeyAnswered) || !keyClaim || !actor) throw error;
      const stored = await findStoredAnswer(this.db, actor, keyClaim, this.clock.now());
      if (!stored || !stored.requestHash.equals(keyClaim.requestHash)) throw keyReused();
      void reply.status(stored.status).headers(stored.headers);
      return stored.body;
    }
  }
}

function toWire(request: FastifyRequest, status: number, result: unknown): Wire {
  const { body, options } = result instanceof Answer ? result : new Answer(result);
  return {
    status: options.status ?? status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(options.location ? { location: options.location } : {}),
      ...(options.version === undefined ? {} : { etag: `"${options.version}"` }),
      ...(options.next ? { link: `<${nextUrl(request.url, options.next)}>; rel="next"` } : {}),
    },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

function nextUrl(url: string, after: string): string {
  const next = new URL(url, 'http://palier.invalid');
  next.searchParams.set('after', after);
  return `${next.pathname}${next.search}`;
}
