import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { ShownLog, type Named } from '../logs/shown-log.js';
import { Answer } from './answer.js';

/** Says what was read and by whom, once the answer is made: whether it is sent whole, as a file, or as 304. */
@Injectable()
export class ShownInterceptor implements NestInterceptor {
  constructor(private readonly log: ShownLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { actor, method, routeOptions, params, query } = context
      .switchToHttp()
      .getRequest<FastifyRequest>();
    if (!actor || method !== 'GET') return next.handle();
    return next.handle().pipe(
      tap((result: unknown) => {
        const body = result instanceof Answer ? (result.body as unknown) : result;
        const named = { ...(query as Named), ...(params as Named) };
        this.log.noteShown(actor, routeOptions.url ?? '', named, (body ?? {}) as Named);
      }),
    );
  }
}
