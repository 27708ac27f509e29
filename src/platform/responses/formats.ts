import { applyDecorators, createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notAcceptable } from './http.errors.js';
import { headerRef } from '../openapi/openapi-headers.js';
import { pageSchema } from './pages.js';
import { Refuses } from './refuses.js';
import { addVary } from './vary.js';

/** In the order in which we choose when the caller has no preference. */
export const FORMATS = ['json', 'ndjson', 'csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Record<Format, string> = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

interface Range {
  readonly type: string;
  /** 0: not at all; 1: by preference. */
  readonly weight: number;
}

/** What the caller prefers (RFC 9110, 12.5.1): JSON without a preference, null when nothing that we have is accepted. */
export function chooseFormat(accept: string | undefined): Format | null {
  if (accept === undefined || accept.trim() === '') return 'json';
  const ranges = accept.split(',').flatMap(readRange);
  let best: { format: Format; weight: number } | null = null;
  for (const format of FORMATS) {
    const weight = weightOf(MEDIA_TYPES[format], ranges);
    if (weight > (best?.weight ?? 0)) best = { format, weight };
  }
  return best?.format ?? null;
}

/** The format that the caller prefers. @throws not_acceptable */
export const Wanted = createParamDecorator((_: unknown, context: ExecutionContext): Format => {
  const http = context.switchToHttp();
  addVary(http.getResponse<FastifyReply>(), 'Accept');
  const format = chooseFormat(http.getRequest<FastifyRequest>().headers.accept);
  if (format === null) throw notAcceptable(Object.values(MEDIA_TYPES));
  return format;
});

/** Which of these media types the caller prefers; the first without a preference. @throws not_acceptable */
export const WantedOf = createParamDecorator(
  (types: readonly string[], context: ExecutionContext): string => {
    const http = context.switchToHttp();
    addVary(http.getResponse<FastifyReply>(), 'Accept');
    const { accept } = http.getRequest<FastifyRequest>().headers;
    const ranges = accept === undefined || accept.trim() === '' ? null : accept.split(',').flatMap(readRange);
    const weights = types.map((type) => (ranges === null ? 1 : weightOf(type, ranges)));
    const most = Math.max(...weights);
    if (most === 0) throw notAcceptable(types);
    return types[weights.indexOf(most)] ?? '';
  },
);

/** Whether a program asks for the CSV of programs, whatever its language: `text/csv;profile=raw`. */
export const asksForRaw = (accept: string | undefined): boolean =>
  (accept ?? '')
    .split(',')
    .some((part) => /^\s*text\/csv\s*;(?:.*;)?\s*profile\s*=\s*"?raw"?\s*(?:;|$)/i.test(part));

/** `asksForRaw`, of the request. */
export const WantsRaw = createParamDecorator((_: unknown, context: ExecutionContext): boolean =>
  asksForRaw(context.switchToHttp().getRequest<FastifyRequest>().headers.accept),
);

/** Documents a table: pages of `type` as JSON, and the whole in the other formats. */
export const ReturnsTable = (type: Type, csvColumns: readonly string[]) =>
  applyDecorators(
    ApiExtraModels(type),
    ApiResponse({
      status: 200,
      description:
        'By `Accept`, JSON without it. As JSON a page; in the other formats the whole table, or what `limit` and `after` leave of it.',
      headers: {
        Link: headerRef('Link'),
        'Content-Language': headerRef('Content-Language'),
        ETag: headerRef('WeakETag'),
      },
      content: {
        [MEDIA_TYPES.json]: { schema: pageSchema(type) },
        [MEDIA_TYPES.ndjson]: {
          schema: {
            type: 'string',
            description: 'One JSON object a line, as in `data`.',
            'x-line-schema': { $ref: getSchemaPath(type) },
          } as object,
        },
        [MEDIA_TYPES.csv]: {
          schema: {
            type: 'string',
            description: `In English, or with \`profile=raw\`, RFC 4180: ${csvColumns.join(', ')}. In French for a spreadsheet: byte order mark, \`;\`, \`0,26\`, \`31/12/2026\`.`,
          },
        },
        [MEDIA_TYPES.xlsx]: { schema: { type: 'string', format: 'binary' } },
      },
    }),
    Refuses(406, 'not_acceptable'),
  );

function readRange(part: string): Range[] {
  const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
  if (!/^[^/\s]+\/[^/\s]+$/.test(type)) return [];
  const weight = Number(
    /^q=([01](?:\.\d{0,3})?)$/.exec(parameters.find((p) => p.startsWith('q=')) ?? '')?.[1] ?? 1,
  );
  return [{ type, weight: Math.min(1, weight) }];
}

/** The weight of the most specific range that covers the type; none: 0. */
function weightOf(type: string, ranges: readonly Range[]): number {
  const family = `${type.split('/')[0]}/*`;
  for (const wanted of [type, family, '*/*']) {
    const covering = ranges.filter((range) => range.type === wanted);
    if (covering.length > 0) return Math.max(...covering.map(({ weight }) => weight));
  }
  return 0;
}
