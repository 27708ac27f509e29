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
 * What has nothing to do with what an operation does: how it was sent, how often, and at what moment. A status that has nothing else
 * is told in the one answer that the operations of a kind share, under `default`.
 */
const WHATEVER_IS_ASKED = [
  'malformed',
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

/** Statuses that have general codes only become `default`. */
function withDefault(refusals: Refusals): Refusals {
  const all = [...refusals].sort(([a], [b]) => Number(a) - Number(b));
  const isGeneral = ([, codes]: (typeof all)[number]) =>
    codes.every((code) => WHATEVER_IS_ASKED.includes(code));
  const general = all.filter(isGeneral).flatMap(([, codes]) => codes);
  return new Map([...all.filter((one) => !isGeneral(one)), ['default', [...new Set(general)]]]);
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
    const schemas = codes.map((code) => ({ $ref: `#/components/schemas/${this.schema(code)}` }));
    const [only] = schemas;
    this.responses[name] ??= {
      description: `Refused: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
      headers: headerRefs(
        ...(status === 'default' ? ([...COMMON_HEADERS, 'Content-Language'] as const) : []),
        ...(status === '401' || status === '403' ? (['WWW-Authenticate'] as const) : []),
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

  /** The codes, or where they are many the first operation that answers them. */
  private nameOf(status: string, codes: readonly string[], operationId: string): string {
    if (status === 'default') return this.sharedName(codes);
    if (codes.length <= MOST_IN_A_NAME) return codes.map(pascal).join('Or');
    const known = this.named.get(codes.join()) ?? `${pascal(operationId)}${status}`;
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

/** What a code adds to every problem document, as the API answers it. */
const exampleOf = (document: ProblemDocument, members: readonly string[]): object =>
  Object.fromEntries(Object.entries(document).filter(([name]) => members.includes(name)));
