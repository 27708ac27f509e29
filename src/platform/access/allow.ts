import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { unauthenticated } from '../../kernel/refusals.js';
import type { Deprecation } from '../server/deprecation.js';
import { personRequired } from './access.errors.js';
import type { Actor, PersonActor } from './actor.js';
import { CAPABILITIES, type Access } from './capabilities.js';

interface RouteOptions {
  /** How the body is sent; JSON unless said. */
  readonly body?: 'form' | 'file' | 'table';
  /** The route will go: its answers and the document tell so. */
  readonly deprecated?: Deprecation;
}

/** How `openapi.ts` finds that a route will go. */
export const DEPRECATED = 'x-deprecated-route';

/** Opens a route. A route without it is refused. */
export const Allow = (access: Access, { body, deprecated }: RouteOptions = {}) =>
  applyDecorators(
    RouteConfig({ access, ...(body ? { body } : {}), ...(deprecated ? { deprecated } : {}) }),
    ...(deprecated ? [ApiExtension(DEPRECATED, deprecated)] : []),
    ApiExtension('x-access', access), // becomes the operation's security and refusals in the API's document
    ApiExtension(
      'x-roles',
      access === 'anyone' || access === 'signed_in' ? [access] : [...CAPABILITIES[access]],
    ),
  );

const actorOf = (context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor) throw unauthenticated();
  return actor;
};

/** Who asks: a person, or a client. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context),
);

/** The person who asks, where a client may not. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): PersonActor => {
  const actor = actorOf(context);
  if (actor.kind !== 'person') throw personRequired();
  return actor;
});
