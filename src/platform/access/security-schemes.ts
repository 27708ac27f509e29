import type { SecurityRequirementObject, SecuritySchemeObject } from '@nestjs/swagger';
import { scopesFor, type Access } from './capabilities.js';
import { SCOPE_TITLES, SCOPES } from './scopes.js';

/** The ways to say who is asking, for the API's document. */
export const SECURITY_SCHEMES: Record<string, SecuritySchemeObject> = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The access token of `POST /v1/auth/login`, good for 15 minutes.',
  },
  apiClient: {
    type: 'oauth2',
    description: 'An organisation’s own program. Its scopes are given when it is created.',
    flows: { clientCredentials: { tokenUrl: '/v1/oauth/token', scopes: SCOPE_TITLES } },
  },
  clientSecret: { type: 'http', scheme: 'basic', description: '`clientId:clientSecret`' },
};

/** What a route asks for, by who may try it: the one place that derives an operation's `security` from `@Allow(…)`. */
export const securityOf = (access: Access): SecurityRequirementObject[] =>
  access === 'anyone'
    ? []
    : [{ bearer: [] }, ...alternatives(access).map((scopes) => ({ apiClient: scopes }))];

/** Each list of scopes opens the route to a client; the empty one: whatever its scopes. */
function alternatives(access: Access): string[][] {
  const scopes = scopesFor(access);
  if (!scopes) return [];
  return scopes.length === SCOPES.length ? [[]] : scopes.map((scope) => [scope]);
}
