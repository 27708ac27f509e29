import type { FastifyInstance } from 'fastify';
import { baseUrlOf, type Config } from '../config/config.js';
import { SCOPES } from './scopes.js';
import type { TokenFacts } from './token-facts.js';

const AUTHORIZATION_SERVER = '/.well-known/oauth-authorization-server';
const PROTECTED_RESOURCE = '/.well-known/oauth-protected-resource';
const KEYS = '/.well-known/jwks.json';
/** Keys change a few times a year, and a new one is at work within a second: who meets one that they do not know asks again. */
const MAX_AGE = { metadata: 'public, max-age=3600', keys: 'public, max-age=60' };

export const CHALLENGE = 'www-authenticate';

/** Adds to what a 401 asks for where a program learns how to get it (RFC 9728). */
export function challenging(config: Config): (asked: unknown) => string {
  const metadata = `resource_metadata="${baseUrlOf(config)}${PROTECTED_RESOURCE}"`;
  return (asked) =>
    typeof asked === 'string' && asked.includes(' ') ? `${asked}, ${metadata}` : `Bearer ${metadata}`;
}

/** What programs learn by themselves: where tokens are got (RFC 8414), what opens this API (RFC 9728), and which keys sign. */
export function serveDiscovery(fastify: FastifyInstance, config: Config, facts: TokenFacts): void {
  const base = baseUrlOf(config);
  const about = { jwks_uri: `${base}${KEYS}`, scopes_supported: SCOPES };
  const server = {
    issuer: base,
    token_endpoint: `${base}/v1/oauth/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    service_documentation: `${base}/docs`,
    ...about,
  };
  const resource = {
    resource: base,
    resource_name: 'Palier',
    authorization_servers: [base],
    bearer_methods_supported: ['header'],
    resource_documentation: `${base}/docs`,
    ...about,
  };
  const serve = (path: string, maxAge: string, body: () => object | Promise<object>) =>
    fastify.get(path, { config: { access: 'anyone' } }, async (_request, reply) => {
      const text = JSON.stringify(await body());
      return reply.headers({ 'content-type': 'application/json', 'cache-control': maxAge }).send(text);
    });
  serve(AUTHORIZATION_SERVER, MAX_AGE.metadata, () => server);
  serve(PROTECTED_RESOURCE, MAX_AGE.metadata, () => resource);
  serve(KEYS, MAX_AGE.keys, async () => ({ keys: await facts.publicKeys() }));
}
