import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';
import type { FastifyRequest } from 'fastify';
import { validationFailed } from '../../kernel/refusals.js';
import { isPlainObject } from './plain-object.js';
import { pointerTo, unknownField } from './bounds.rules.js';
import { notAnObject } from './validation.pipe.js';

/**
 * Refuses the fields of a query or a body that the route does not read: a `dryRun` that nobody hears would be done.
 * What a route reads is judged by the validation pipe.
 */
@Injectable()
export class UndescribedInputGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { query, body } = context.switchToHttp().getRequest<FastifyRequest>();
    refuseUnread(context, RouteParamtypes.QUERY, query);
    refuseUnread(context, RouteParamtypes.BODY, body);
    return true;
  }
}

function refuseUnread(context: ExecutionContext, kind: RouteParamtypes, sent: unknown): void {
  if (sent === undefined || (isPlainObject(sent) && Object.keys(sent).length === 0)) return;
  const read = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ??
    {}) as object;
  if (Object.keys(read).some((argument) => argument.startsWith(`${kind}:`))) return;
  if (!isPlainObject(sent)) throw notAnObject();
  throw validationFailed(Object.keys(sent).map((name) => unknownField(pointerTo('', name))));
}
