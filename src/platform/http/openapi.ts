import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { API_CLIENT } from '../access/allow.js';
import { SCOPE_TITLES } from '../access/scopes.js';

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem document. Clients branch on `code`; `title` and `detail` are for people.',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string', example: '/problems/level_locked' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', pattern: '^[a-z][a-z0-9_]*$' },
    requestId: { type: 'string', format: 'uuid' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
        // An item refused by the ladder carries what its code needs, as the problem does: missing, evidence…
        additionalProperties: true,
      },
    },
  },
  additionalProperties: true,
};

type Responses = Record<string, { readonly description?: string }>;

/** The document of the API, from the code: types and comments of controllers and DTOs. */
export function buildOpenApi(app: NestFastifyApplication): OpenAPIObject {
  const config = withTokens(new DocumentBuilder())
    .setOpenAPIVersion('3.1.0')
    .setTitle('Palier')
    .setDescription(
      'Le contrat, l’équipe tutorale et le parcours de missions de chaque alternant du secteur médico-social, et ce qu’il peut faire, maintenant, et sous quel regard.\n\n' +
        'The contract, the tutoring team and the mission ladder of each apprentice in care, and what they may do, now, and under whose eyes.\n\n' +
        'No field is a place for the identity of a resident or a patient: write none in free texts.',
    )
    .setVersion('1')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  document.paths = inOrder(document.paths);
  document.components = {
    ...document.components,
    schemas: inOrder({ ...document.components?.schemas, Problem: PROBLEM as never }),
  };
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path) as { responses?: Responses }[]) {
      if (!operation.responses) continue;
      operation.responses = { ...declared(operation.responses), default: problem('Refused: see `code`.') };
    }
  }
  return document;
}

/** The ways to prove who asks: `@Allow` says which of them opens a route. */
const withTokens = (builder: DocumentBuilder): DocumentBuilder =>
  builder
    .addBearerAuth()
    .addOAuth2(
      {
        type: 'oauth2',
        description: 'An organisation’s own program. Its scopes are given when it is created.',
        flows: { clientCredentials: { tokenUrl: '/v1/oauth/token', scopes: SCOPE_TITLES } },
      },
      API_CLIENT,
    )
    .addBasicAuth({ type: 'http', scheme: 'basic', description: '`clientId:clientSecret`' }, 'clientSecret');

/** Without the status that the plugin guesses, which has no description, beside the one that the route declares. */
function declared(responses: Responses): Responses {
  const described = Object.entries(responses).filter(([, { description }]) => description !== '');
  return described.length > 0 ? Object.fromEntries(described) : responses;
}

/** By name: the order in which modules were loaded tells nothing. */
const inOrder = <T>(entries: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Serves the document at `/v1/openapi.json` and a page to read and try it at `/docs`. */
export function serveDocumentation(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const document = buildOpenApi(app);
  fastify.get('/v1/openapi.json', { config: { access: 'anyone' } }, (_request, reply) => {
    void reply.type('application/json; charset=utf-8').send(JSON.stringify(document));
  });
  SwaggerModule.setup('docs', app, document, {
    raw: false,
    customSiteTitle: 'Palier – API',
    swaggerOptions: {
      displayRequestDuration: true,
      docExpansion: 'none',
      persistAuthorization: true,
      tagsSorter: 'alpha',
    },
  });
}
