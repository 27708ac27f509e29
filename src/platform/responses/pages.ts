import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProperty, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { invalidField } from '../../kernel/refusals.js';
import { Answer } from './answer.js';
import { readTrail, withTrail } from './links.js';
import { Limit, Text } from '../validation/fields.js';
import { headerRef } from '../openapi/openapi-headers.js';

export const DEFAULT_LIMIT = 50;

/** A page ends early, with a cursor to go on from, before it is longer than this; one item is always there. */
export const MAX_PAGE_BYTES = 1024 * 1024;

/** The query fields of every list. Extend it with the list's filters. */
export class PageQuery {
  @Limit() limit?: number;

  @Text({ max: 500, optional: true, description: 'The cursor given as page.next.' })
  after?: string;
}

/** Where a page starts: after the row whose key this is, or at the beginning. */
export interface PageRequest {
  readonly after: string | null;
  readonly limit: number;
  /** The cursor as it was sent, with those of the pages before; empty on the first. */
  readonly trail: string;
}

/** @throws validation_failed at `after` when the cursor is none of ours. `isKey` says what a key of this list looks like. */
export function pageRequest(query: PageQuery, isKey: (key: string) => boolean): PageRequest {
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (query.after === undefined) return { after: null, limit, trail: '' };
  const { cursor } = readTrail(query.after);
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (Buffer.from(key).toString('base64url') !== cursor || !isKey(key)) {
    throw invalidField(
      '/after',
      'cursor',
      'Ce curseur n’est pas de nous : reprenez tel quel celui de la page précédente.',
      'This cursor is not ours: send page.next back as it is.',
    );
  }
  return { after: key, limit, trail: query.after };
}

@ApiSchema({ description: 'How a list goes on.' })
export class PageInfo {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Send it back as `after` for the next page; null on the last.',
  })
  next!: string | null;
}

/**
 * A page of at most `limit` rows out of `limit + 1` that were read: one more tells whether there is a next page. It ends
 * early where it would be longer than a mebibyte.
 */
export function presentPage<Row, Item>(
  found: readonly Row[],
  { limit, trail }: PageRequest,
  keyOf: (row: Row) => string,
  present: (row: Row) => Item,
): Answer<{ data: Item[]; page: PageInfo }> {
  const data: Item[] = [];
  let bytes = 0;
  for (const row of found.slice(0, limit)) {
    const item = present(row);
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    if (data.length > 0 && bytes > MAX_PAGE_BYTES) break;
    data.push(item);
  }
  const next = nextCursor(found, data.length, keyOf, trail);
  return new Answer({ data, page: { next } }, { next });
}

/** Null when there is no row beyond `limit`. `trail`: that of the page; without it there is no way back from the next. */
export function nextCursor<Row>(
  found: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string,
  trail: string | null = null,
): string | null {
  const last = found[limit - 1];
  if (found.length <= limit || last === undefined) return null;
  return withTrail(Buffer.from(keyOf(last)).toString('base64url'), trail);
}

export const pageSchema = (type: Type) => ({
  title: `${type.name.replace(/Response$/, '')}Page`,
  type: 'object',
  required: ['data', 'page'],
  properties: {
    data: { type: 'array', items: { $ref: getSchemaPath(type) } },
    page: { $ref: getSchemaPath(PageInfo) },
  },
});

/** Documents a list of `type`. */
export const ReturnsPage = (type: Type) =>
  applyDecorators(
    ApiExtraModels(type, PageInfo),
    ApiOkResponse({
      description: 'One page.',
      headers: { Link: headerRef('Link') },
      schema: pageSchema(type),
    }),
  );
