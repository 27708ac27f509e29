import type { HeaderObject, ParameterObject, ReferenceObject } from '@nestjs/swagger';

const text = (description: string, schema: object, required = true): HeaderObject => ({
  description,
  required,
  schema: { type: 'string', ...schema },
});
const seconds = (description: string, required: boolean): HeaderObject => ({
  description,
  required,
  schema: { type: 'integer', minimum: 0 },
});

/** The headers of answers. A required one is there whenever an answer declares it. */
export const RESPONSE_HEADERS = {
  ETag: text('The version of what is answered: send it back as `If-Match`.', {
    pattern: '^"\\d{1,9}(-(br|gzip))?"$',
    examples: ['"3"'],
  }),
  WeakETag: text(
    'Stands for what the answer says, whatever instant it names: send it back as `If-None-Match`.',
    { pattern: '^W/"[A-Za-z0-9_.-]{1,64}"$', examples: ['W/"9.kEd0Nq7RrG3mS1xA"'] },
  ),
  Location: text('The path of what was created.', {
    format: 'uri-reference',
    examples: ['/v1/contracts/0199c1d2-0001-7000-8000-000000000001'],
  }),
  Link: text(
    'Other pages: `next`, absent on the last; from any but the first `first` and, some pages back, `prev`.',
    { examples: ['</v1/contracts?after=MDE5OWMx>; rel="next"'] },
    false,
  ),
  'Idempotency-Replayed': text(
    'There, and `true`, on a second call under the same `Idempotency-Key`: this is the first answer again.',
    { enum: ['true'] },
    false,
  ),
  'Retry-After': seconds('On 429 and 503: seconds to wait before trying again.', false),
  'RateLimit-Policy': text(
    'How many requests (`q`) a caller may send in how many seconds (`w`).',
    { examples: ['"caller";q=1200;w=60'] },
    false,
  ),
  RateLimit: text(
    'How many of them are left (`r`), and in how many seconds (`t`) all are allowed again.',
    { examples: ['"caller";r=1199;t=42'] },
    false,
  ),
  Deprecation: text('Since when something else is meant to be used (RFC 9745).', {
    examples: ['@1798761600'],
  }),
  Sunset: text(
    'From when on this may answer no more (RFC 8594).',
    { examples: ['Fri, 01 Jan 2027 00:00:00 GMT'] },
    false,
  ),
  'WWW-Authenticate': text(
    'How to sign in; of a 401, `resource_metadata` tells programs where to learn it (RFC 9728).',
    {
      examples: [
        'Bearer resource_metadata="https://palier.example.org/.well-known/oauth-protected-resource"',
      ],
    },
    false,
  ),
  'Content-Language': text('The language of the sentences.', { enum: ['fr', 'en'] }, false),
  'X-Request-Id': text('The number of this request in the logs: quote it when you report something.', {
    format: 'uuid',
  }),
} satisfies Record<string, HeaderObject>;

export type ResponseHeader = keyof typeof RESPONSE_HEADERS;

/** As a response refers to it. */
export const headerRef = (name: ResponseHeader): ReferenceObject => ({
  $ref: `#/components/headers/${name}`,
});

export const headerRefs = (...names: ResponseHeader[]): Record<string, ReferenceObject> =>
  Object.fromEntries(names.map((name) => [name, headerRef(name)]));

/** What every answer may carry: told once, at the answer that every operation may give. */
export const COMMON_HEADERS = ['X-Request-Id', 'RateLimit-Policy', 'RateLimit'] as const;

/** The headers of requests that whole kinds of operations take. `If-Match` is declared by the routes that need it. */
export const REQUEST_HEADERS = {
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag that you read: 304 without a body when the answer still says the same.',
    schema: { type: 'string' },
    example: '"3"',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes the call safe to send again: for 24 hours the same key and body get the first answer, byte for byte. One to 255 visible ASCII characters, a UUID for example.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7E]{1,255}$' },
    example: '0199c1d2-7777-7000-8000-000000000007',
  },
} satisfies Record<string, ParameterObject>;

export const parameterRef = (name: keyof typeof REQUEST_HEADERS): ReferenceObject => ({
  $ref: `#/components/parameters/${name}`,
});
