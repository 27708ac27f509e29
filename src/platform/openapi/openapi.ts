import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { VERSION } from '../version.js';
import {
  DocumentBuilder,
  SwaggerModule,
  type ComponentsObject,
  type MediaTypeObject,
  type OpenAPIObject,
  type OperationObject,
  type ParameterObject,
  type ReferenceObject,
  type RequestBodyObject,
  type ResponseObject,
} from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { AppError } from '../../kernel/errors.js';
import { DEPRECATED } from '../access/allow.js';
import type { Access } from '../access/capabilities.js';
import { SECURITY_SCHEMES, securityOf } from '../access/security-schemes.js';
import { describeWordsBeside } from './openapi-beside.js';
import { compact } from './openapi-compact.js';
import { closeBodies, describeMembers, type MemberWords } from './openapi-members.js';
import { Examples, type Schema } from './openapi-examples.js';
import { headerRefs, parameterRef, REQUEST_HEADERS, RESPONSE_HEADERS } from './openapi-headers.js';
import { ProblemComponents, refusalsOf, type ProblemMembers } from './openapi-problems.js';
import { PATCH_TYPES } from '../server/body.js';
import type { Deprecation } from '../server/deprecation.js';
import { ITEMS_REFUSED, REFUSES } from '../responses/refuses.js';
import { mapDeep, tidySchemas } from './openapi-schemas.js';

/** What the document says that no route says. */
export interface ApiWords {
  readonly title: string;
  readonly description: string;
  /** Each chapter, by its name, in the order in which they are read. */
  readonly tags: Readonly<Record<string, string>>;
  /** By schema, by field of a schema, or by field: see `Examples`. */
  readonly examples: Readonly<Record<string, unknown>>;
  readonly problemMembers: ProblemMembers;
  /** What members are, where their classes do not say it. */
  readonly members: MemberWords;
  /** The names that stay where several schemas say the same. */
  readonly mergedSchemas: readonly string[];
  /** One of each code that operations answer: the examples of problem documents. */
  readonly refusals: readonly AppError[];
}

/** What every operation has once it was described. */
type Described = OperationObject & {
  'x-access'?: Access;
  [ITEMS_REFUSED]?: string[];
  [DEPRECATED]?: Deprecation;
};

export interface ApiDescription {
  readonly document: OpenAPIObject;
  /** The fields of bodies that nobody gave an example for, as `Schema.field`. */
  readonly lacking: readonly string[];
}

/** OpenAPI 3.1, from the code: types and comments of controllers and DTOs, and what decorators say of access and refusals. */
export function describeRoutes(app: NestFastifyApplication, words: ApiWords): ApiDescription {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(words.title)
    .setVersion(VERSION)
    .build();
  const nest = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  const document = tidySchemas(nest);
  const problems = new ProblemComponents(words.problemMembers, words.refusals);
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      complete(operation as Described, method, path, problems);
    }
  }
  const own = describeWordsBeside(document.paths, (document.components?.schemas ?? {}) as never);
  const members = describeMembers({ ...own, ...problems.schemas } as never, words.members);
  const schemas = inOrder(closeBodies(document.paths, members.schemas));
  const examples = new Examples(schemas as Record<string, Schema>, words.examples);
  addExamples(document.paths, schemas, examples);
  const components = { responses: inOrder(problems.responses), schemas } as ComponentsObject;
  const described = compact(assemble(words, { ...document, components }), words.mergedSchemas);
  return {
    document: described,
    lacking: [...examples.lacking, ...members.lacking.map((one) => `${one} (words)`)],
  };
}

/** What no operation says around what they do. */
const assemble = (words: ApiWords, { openapi, paths, components }: OpenAPIObject): OpenAPIObject => ({
  openapi,
  info: {
    title: words.title,
    description: words.description,
    version: VERSION,
    license: { name: 'Tous droits réservés (all rights reserved)' },
  },
  servers: [{ url: '/', description: 'The server that gives this document.' }],
  tags: Object.entries(words.tags).map(([name, description]) => ({ name, description })),
  paths: inOrder(paths),
  components: {
    securitySchemes: SECURITY_SCHEMES,
    parameters: REQUEST_HEADERS as Record<string, ParameterObject>,
    headers: inOrder(namedIn({ paths, components }, RESPONSE_HEADERS)),
    ...components,
  },
});

/** Those of the headers that something refers to: no route tells of its end as long as none is marked. */
function namedIn<T>(document: object, headers: Record<string, T>): Record<string, T> {
  const text = JSON.stringify(document);
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => text.includes(`"#/components/headers/${name}"`)),
  );
}

/** Adds to one operation what follows from its method, its access and its parameters. */
function complete(operation: Described, method: string, path: string, problems: ProblemComponents): void {
  const access = operation['x-access'] ?? 'anyone';
  const { operationId = '' } = operation;
  const refusals = refusalsOf(method, path, operation, access);
  const isKeyed = method === 'post' && access !== 'anyone';
  if (operation[DEPRECATED]) operation.deprecated = true;
  const tag = method === 'get' ? tagOf(operation) : undefined;
  operation.security = [...(operation.security ?? []), ...securityOf(access)];
  Object.assign(operation, sentences(operation.summary ?? ''));
  operation.parameters = [
    ...(operation.parameters ?? []).map((one) => ('in' in one ? describe(one) : one)),
    ...(isKeyed ? [parameterRef('IdempotencyKey')] : []),
    ...(tag ? [parameterRef('IfNoneMatch')] : []),
  ];
  if (method === 'patch') takeMergePatch(operation);
  operation.responses = {
    ...successesOf(operation, tag),
    ...Object.fromEntries(
      [...refusals].map(([status, codes]) => [status, problems.response(status, codes, operationId)]),
    ),
  };
  for (const code of operation[ITEMS_REFUSED] ?? []) problems.schema(code);
  for (const key of Object.keys(operation)) {
    if (key === 'x-access' || key === ITEMS_REFUSED || key === DEPRECATED || key.startsWith(REFUSES))
      delete operation[key as keyof Described];
  }
}

/** What the route declares, and what follows for it: headers, and what whoever knows its tag is answered. */
function successesOf(
  { responses, [DEPRECATED]: deprecated }: Described,
  tag: ReferenceObject | undefined,
): Record<string, ResponseObject> {
  const unchanged = { description: 'What you read still stands.', headers: { ETag: tag } } as ResponseObject;
  const headers = headerRefs(
    ...(deprecated ? (['Deprecation'] as const) : []),
    ...(deprecated?.sunset ? (['Sunset'] as const) : []),
  );
  const all = Object.entries({ ...declared(responses), ...(tag ? { '304': unchanged } : {}) });
  return Object.fromEntries(
    all.map(([status, { headers: own, ...success }]) => {
      const both = { ...own, ...headers };
      return [status, { ...success, ...(Object.keys(both).length > 0 ? { headers: both } : {}) }];
    }),
  );
}

/** The tag of what is read, if it has one. */
const tagOf = ({ responses }: Described): ReferenceObject | undefined =>
  (responses['200'] as ResponseObject | undefined)?.headers?.['ETag'] as ReferenceObject | undefined;

/** The members that are sent are those that change: RFC 7396, under its own media type too. */
function takeMergePatch({ requestBody }: Described): void {
  const { content } = requestBody as RequestBodyObject;
  const json = content['application/json'];
  if (json) content[PATCH_TYPES[0]] = { ...json };
}

/** A comment's first sentence says what an operation does; the others, if there are any, what there is to know of it. */
function sentences(comment: string): { summary?: string; description?: string } {
  const text = comment.replaceAll(/\s+/g, ' ').trim();
  const [, first = text, rest = ''] = /^(.+?)[.](?: (.+))?$/.exec(text) ?? [];
  return first ? { summary: first, ...(rest ? { description: rest } : {}) } : {};
}

/** An id in a path needs no words of its own; and nothing in an address is null. */
function describe(parameter: ParameterObject): ParameterObject {
  const schema = mapDeep(parameter.schema, withoutNull) as Schema & object;
  if (parameter.in !== 'path' || !parameter.name.endsWith('Id') || parameter.description) {
    return { ...parameter, schema } as ParameterObject;
  }
  const item = parameter.name.slice(0, -2).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return {
    ...parameter,
    description: `The id of the ${item}.`,
    schema: { ...schema, format: 'uuid' },
  } as ParameterObject;
}

function withoutNull(schema: Record<string, unknown>): Record<string, unknown> {
  const isSomething = (one: unknown) => one !== null && (one as { type?: unknown }).type !== 'null';
  const { anyOf, ...rest } = schema;
  const { type, enum: values } = rest;
  if (Array.isArray(anyOf)) return { ...rest, ...(anyOf.find(isSomething) as object) };
  return {
    ...schema,
    ...(Array.isArray(type) ? { type: type.find((one) => one !== 'null') as unknown } : {}),
    ...(Array.isArray(values) ? { enum: values.filter(isSomething) } : {}),
  };
}

/** Without the status that the plugin guesses, which has no description, beside the one that the route declares. */
function declared(responses: OperationObject['responses']): Record<string, ResponseObject> {
  const all = Object.entries(responses) as [string, ResponseObject][];
  const described = all.filter(([, { description }]) => description !== '');
  return Object.fromEntries(described.length > 0 ? described : all);
}

const FORM = 'application/x-www-form-urlencoded';

/** An answer that is longer is put together of others, each with an example of its own. */
const LONGEST_EXAMPLE = 450;

/** Gives the schema of every JSON body and every form an example, a page to the items that it holds. */
function addExamples(
  paths: OpenAPIObject['paths'],
  schemas: Record<string, object>,
  examples: Examples,
): void {
  const add = (content: Record<string, MediaTypeObject> = {}, longest = Infinity) => {
    const media = content['application/json'] ?? content[FORM];
    const shown = exampleOf(media?.schema as Schema | undefined, schemas);
    const schema = schemas[shown ?? ''] as { examples?: unknown[] } | undefined;
    if (shown === undefined || !schema) return;
    const example = examples.of({ $ref: shown });
    if (JSON.stringify(example).length <= longest) schema.examples ??= [example];
  };
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path) as OperationObject[])) {
    add((operation.requestBody as { content?: Record<string, MediaTypeObject> } | undefined)?.content);
    for (const response of Object.values(operation.responses)) {
      add((response as ResponseObject).content, LONGEST_EXAMPLE);
    }
  }
}

/** The name of the schema that shows an example of such a body. */
function exampleOf(schema: Schema | undefined, schemas: Record<string, Schema>): string | undefined {
  const name = schema?.$ref?.split('/').at(-1);
  const item = schemas[name ?? '']?.properties?.['data']?.items;
  return name?.endsWith('Page') && item ? exampleOf(item, schemas) : name;
}

/** By name: the order in which modules were loaded tells nothing. */
const inOrder = <T>(entries: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The documents of this process: applications beside each other have the same routes, and making one takes a fifth of a second. */
const served = new WeakMap<ApiWords, OpenAPIObject>();

/** Serves the document at `/v1/openapi.json` and a page to read and try it at `/docs`. */
export function serveDocumentation(app: NestFastifyApplication, words: ApiWords): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const document = served.get(words) ?? describeRoutes(app, words).document;
  served.set(words, document);
  fastify.get('/v1/openapi.json', { config: { access: 'anyone' } }, (_request, reply) => {
    void reply.type('application/json; charset=utf-8').send(JSON.stringify(document));
  });
  SwaggerModule.setup('docs', app, document, {
    raw: false,
    customSiteTitle: `${words.title} – API`,
    swaggerOptions: {
      displayRequestDuration: true,
      docExpansion: 'none',
      persistAuthorization: true,
    },
  });
}
