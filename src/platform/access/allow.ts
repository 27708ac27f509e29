import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiExtension, ApiOAuth2 } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { unauthenticated } from '../../kernel/refusals.js';
import { personRequired } from './access.errors.js';
import type { Actor, PersonActor } from './actor.js';
import { CAPABILITIES, scopesFor, type Access } from './capabilities.js';
import { SCOPES } from './scopes.js';

/** How the API document names the two kinds of token. */
export const API_CLIENT = 'apiClient';

interface RouteOptions {
  /** How the body is sent; JSON unless said. */
  readonly body?: 'form';
}

/** Opens a route. A route without it is refused. */
export const Allow = (access: Access, { body }: RouteOptions = {}) =>
  applyDecorators(
    RouteConfig({ access, ...(body ? { body } : {}) }),
    ...(access === 'anyone' ? [] : [ApiBearerAuth()]),
    ...alternatives(access).map((scopes) => ApiOAuth2(scopes, API_CLIENT)),
    ApiExtension(
      'x-roles',
      access === 'anyone' || access === 'signed_in' ? [access] : [...CAPABILITIES[access]],
    ),
  );

/** Each list of scopes opens the route to a client; the empty one: whatever its scopes. */
function alternatives(access: Access): string[][] {
  const scopes = scopesFor(access);
  if (!scopes) return [];
  return scopes.length === SCOPES.length ? [[]] : scopes.map((scope) => [scope]);
}

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
