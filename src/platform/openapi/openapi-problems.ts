import type { OperationObject, ReferenceObject, ResponseObject, SchemaObject } from '@nestjs/swagger';
import { scopesFor, type Access } from '../access/capabilities.js';
import type { AppError } from '../../kernel/errors.js';
import { problemOf, type ProblemDocument } from '../responses/problem.filter.js';
import { COMMON_HEADERS, headerRefs } from './openapi-headers.js';
import { pascal, problemSchema, REFUSES } from '../responses/refuses.js';

const EXAMPLE_REQUEST_ID = '0199c1d2-9999-7000-8000-000000000009';

/** The codes that an operation may answer, by status. */
export type Refusals = ReadonlyMap<string, readonly string[]>;

/** What a code adds to its problem document, by the name of the member; a question mark says that it may be absent. */
export type ProblemMembers = Readonly<Record<string, Readonly<Record<string, object>>>>;

export const PROBLEM_SCHEMAS = {
  Problem: {
    type: 'object',
    description: 'RFC 9457 problem document. Clients branch on `code`; `title` and `detail` are for people.',
    required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
    properties: {
      type: { type: 'string', description: 'A page says it in French and English.', format: 'uri-reference' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string', description: 'What to do about it.' },
      code: { type: 'string', pattern: '^[a-z][a-z0-9_]*$' },
      requestId: { type: 'string', format: 'uuid' },
    },
  },
  ProblemError: {
    type: 'object',
    description:
      'One thing that is wrong: a field, or an item with what its code needs (`missing`, `evidence`…).',
    required: ['pointer', 'code', 'detail'],
    properties: {
      pointer: {
        type: 'string',
        description: 'A JSON Pointer into the body, or `/` and the name of a query field.',
      },
      code: { type: 'string' },
      detail: { type: 'string' },
    },
    additionalProperties: true,
  },
};

/**
 * What has nothing to do with what an operation does: who sent it, how, how often, and at what moment. A status that has nothing
 * else is told in the one answer that the operations of a kind share, under `default`.
 */
const WHATEVER_IS_ASKED = [
  'unauthenticated',
  'malformed',
  'validation_failed',
  'idempotency_key_reused',
  'idempotency_in_flight',
  'too_large',
  'unsupported_media_type',
  'too_many_requests',
  'internal_error',
  'unavailable',
  'outcome_unknown',
];

/** What each kind of operation may be refused for, in the order of refusals; then what the route declares by itself. */
export function refusalsOf(
  method: string,
  path: string,
  operation: OperationObject,
  access: Access,
): Refusals {
  const isSafe = method === 'get';
  const isSignedIn = access !== 'anyone';
  const isKeyed = isSignedIn && method === 'post';
  const parameters = (operation.parameters ?? []).filter((one) => 'in' in one);
  const has = (place: string) => parameters.some((one) => one.in === place);
  const ifMatch = parameters.find((one) => one.name === 'If-Match');
  const derived: [when: boolean, status: string, ...codes: string[]][] = [
    [!isSafe, '400', 'malformed'],
    [isSignedIn, '401', 'unauthenticated'],
    [isSignedIn && access !== 'signed_in', '403', 'forbidden'],
    [isSignedIn && scopesFor(access) === null, '403', 'person_required'],
    [has('path') || isKeyed, '404', 'not_found'], // what a key answered may be seen no more
    [isKeyed, '409', 'idempotency_in_flight'],
    [ifMatch !== undefined, '412', 'precondition_failed'],
    [!isSafe, '413', 'too_large'],
    [!isSafe, '415', 'unsupported_media_type'],
    [true, '422', 'validation_failed'], // a query field that nobody reads, at the least
    [isKeyed, '422', 'idempotency_key_reused'],
    [ifMatch?.required === true, '428', 'precondition_required'],
    [true, '429', 'too_many_requests'],
    [true, '500', 'internal_error'],
    [path.startsWith('/v1/'), '503', 'unavailable', 'outcome_unknown'],
  ];
  const declared = Object.entries(operation)
    .filter(([key]) => key.startsWith(REFUSES))
    .map(([key, codes]) => [true, key.slice(REFUSES.length), ...(codes as string[])] as const);

  const refusals = new Map<string, string[]>();
  for (const [when, status, ...codes] of [...derived, ...declared]) {
    if (when) refusals.set(status, [...(refusals.get(status) ?? []), ...codes]);
  }
  return withDefault(refusals);
}

/**
 * Statuses that have general codes only are told under `default`, where operations of a kind tell the same: all general codes, of
 * a status with others too.
 */
function withDefault(refusals: Refusals): Refusals {
  const all = [...refusals].sort(([a], [b]) => Number(a) - Number(b));
  const isGeneral = (code: string) => WHATEVER_IS_ASKED.includes(code);
  const own = all.filter(([, codes]) => !codes.every(isGeneral));
  // Readers of documents look for one status of the caller's mistakes: an operation without its own names the first.
  const first = own.some(([status]) => status.startsWith('4')) ? [] : all.slice(0, 1);
  const general = all.flatMap(([, codes]) => codes.filter(isGeneral));
  return new Map([...first, ...own, ['default', [...new Set(general)]]]);
}

const MOST_IN_A_NAME = 3;

/** The parts that refusals refer to: one schema for each code, one response for each set of codes. */
export class ProblemComponents {
  readonly schemas: Record<string, SchemaObject> = { ...PROBLEM_SCHEMAS } as never;
  readonly responses: Record<string, ResponseObject> = {};
  private readonly shared: string[] = [];
  private readonly named = new Map<string, string>();

  private readonly documents: ReadonlyMap<string, ProblemDocument & { title?: string }>;

  /** `refusals`: one of each code, as the API makes it. */
  constructor(
    private readonly members: ProblemMembers,
    refusals: readonly AppError[],
  ) {
    this.documents = new Map(
      [...refusals, null].map((refusal) => {
        const { body } = problemOf(refusal, EXAMPLE_REQUEST_ID, undefined);
        return [body.code, body];
      }),
    );
  }

  /** The response of that status, which a set of codes shares wherever it is answered. */
  response(status: string, codes: readonly string[], operationId: string): ReferenceObject {
    const name = this.nameOf(status, codes, operationId);
    const schemas = this.alternatives(codes);
    const [only] = schemas;
    this.responses[name] ??= {
      description: `Refused: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
      headers: headerRefs(
        ...(status === 'default' ? ([...COMMON_HEADERS, 'Content-Language'] as const) : []),
        ...(codes.includes('idempotency_key_reused') ? (['Idempotency-Replayed'] as const) : []),
        ...(['401', '403', 'default'].includes(status) ? (['WWW-Authenticate'] as const) : []),
        ...(status === '429' || status === '503' || status === 'default' ? (['Retry-After'] as const) : []),
      ),
      content: {
        'application/problem+json': {
          schema: schemas.length === 1 && only ? only : { oneOf: schemas },
        },
      },
    };
    if (Object.keys(this.responses[name].headers ?? {}).length === 0) delete this.responses[name].headers;
    return { $ref: `#/components/responses/${name}` };
  }

  /** The codes that add nothing are one problem document of which each is the code; of the others each has its own. */
  private alternatives(codes: readonly string[]): SchemaObject[] {
    const isPlain = (code: string) => this.members[code] === undefined;
    const plain = codes.filter(isPlain);
    const adding = codes.filter((code) => !isPlain(code));
    return [
      ...(plain.length > 0 ? [problemWith(plain)] : []),
      ...adding.map((code) => ({ $ref: `#/components/schemas/${this.schema(code)}` })),
    ] as SchemaObject[];
  }

  /** The codes of the operation itself, or where they are many the first operation that answers them. */
  private nameOf(status: string, codes: readonly string[], operationId: string): string {
    if (status === 'default') return this.sharedName(codes);
    const own = codes.filter((code) => !WHATEVER_IS_ASKED.includes(code));
    const joined = (own.length > 0 ? own : codes).map(pascal).join('Or');
    const isFree = ![...this.named.values()].includes(joined);
    const name = own.length <= MOST_IN_A_NAME && isFree ? joined : `${pascal(operationId)}${status}`;
    const known = this.named.get(codes.join()) ?? name;
    this.named.set(codes.join(), known);
    return known;
  }

  /** `Refused` for the most usual set of codes, and a number behind it for each other. */
  private sharedName(codes: readonly string[]): string {
    const known = this.shared.indexOf(codes.join());
    const index = known < 0 ? this.shared.push(codes.join()) - 1 : known;
    return `Refused${index === 0 ? '' : index + 1}`;
  }

  /** The schema of one code's problem document. @returns its name */
  schema(code: string): string {
    const name = problemSchema(code);
    const members = this.members[code] ?? {};
    const document = this.documents.get(code);
    if (!document)
      throw new Error(`No refusal is an example of ${code}: the examples of its feature give one.`);
    const named = Object.fromEntries(
      Object.entries(members).map(([member, schema]) => [member.replace('?', ''), schema]),
    );
    this.schemas[name] ??= {
      description: `${document.title}.`,
      allOf: [
        { $ref: '#/components/schemas/Problem' },
        {
          ...(Object.keys(named).length > 0
            ? {
                type: 'object',
                required: ['code', ...Object.keys(members).filter((one) => !one.endsWith('?'))],
              }
            : {}),
          properties: { code: { const: code }, ...named },
          ...(Object.keys(named).length > 0
            ? { examples: [exampleOf(document, ['code', ...Object.keys(named)])] }
            : {}),
        },
      ],
    } as SchemaObject;
    return name;
  }
}

const problemWith = (codes: readonly string[]): object => ({
  allOf: [
    { $ref: '#/components/schemas/Problem' },
    { properties: { code: codes.length === 1 ? { const: codes[0] } : { enum: codes } } },
  ],
});

/** What a code adds to every problem document, as the API answers it. */
const exampleOf = (document: ProblemDocument, members: readonly string[]): object =>
  Object.fromEntries(Object.entries(document).filter(([name]) => members.includes(name)));
