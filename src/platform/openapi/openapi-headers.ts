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
    pattern: '^"\\d{1,9}"$',
    examples: ['"3"'],
  }),
  Location: text('The path of what was created.', {
    format: 'uri-reference',
    examples: ['/v1/contracts/0199c1d2-0001-7000-8000-000000000001'],
  }),
  Link: text(
    'The next page, with `rel="next"`; absent on the last.',
    { examples: ['</v1/contracts?after=MDE5OWMx>; rel="next"'] },
    false,
  ),
  'Idempotency-Replayed': text(
    'There, and `true`, on a second call under the same `Idempotency-Key`: this is the first answer again.',
    { enum: ['true'] },
    false,
  ),
  'Retry-After': seconds('Seconds to wait before trying again.', true),
  'RateLimit-Limit': seconds('Requests allowed in a minute.', false),
  'RateLimit-Remaining': seconds('Requests left in this minute.', false),
  'RateLimit-Reset': seconds('Seconds until all of them are allowed again.', false),
  'WWW-Authenticate': text('How to sign in.', { examples: ['Bearer'] }, false),
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

export const RATE_LIMIT = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

/** The headers of requests that whole kinds of operations take. `If-Match` is declared by the routes that need it. */
export const REQUEST_HEADERS = {
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'The language of sentences for people: French without it, English where it is preferred.',
    schema: { type: 'string' },
    example: 'fr',
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
