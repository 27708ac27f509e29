import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { unauthenticated } from '../../kernel/refusals.js';
import type { Actor } from './actor.js';
import { CAPABILITIES, type Capability } from './capabilities.js';

/** Who may try a route: anybody, anybody signed in, or the roles that hold a capability. */
export type Access = 'anyone' | 'signed_in' | Capability;

/** Opens a route. A route without it is refused. */
export const Allow = (access: Access) =>
  applyDecorators(
    RouteConfig({ access }),
    ...(access === 'anyone' ? [] : [ApiBearerAuth()]),
    ApiExtension(
      'x-roles',
      access === 'anyone' || access === 'signed_in' ? [access] : [...CAPABILITIES[access]],
    ),
  );

/** The person who asks. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor) throw unauthenticated();
  return actor;
});
