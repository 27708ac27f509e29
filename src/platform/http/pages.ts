import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { invalidField } from '../../kernel/refusals.js';
import { Answer } from './answer.js';
import { Limit, Text } from './fields.js';
import { headerRef } from './openapi-headers.js';

export const DEFAULT_LIMIT = 50;

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
}

/** @throws validation_failed at `after` when the cursor is none of ours. `isKey` says what a key of this list looks like. */
export function pageRequest(query: PageQuery, isKey: (key: string) => boolean): PageRequest {
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (query.after === undefined) return { after: null, limit };
  const key = Buffer.from(query.after, 'base64url').toString('utf8');
  if (Buffer.from(key).toString('base64url') !== query.after || !isKey(key)) {
    throw invalidField(
      '/after',
      'cursor',
      'Ce curseur n’est pas de nous : reprenez page.next tel quel.',
      'This cursor is not ours: send page.next back as it is.',
    );
  }
  return { after: key, limit };
}

export class PageInfo {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Send it back as `after` for the next page; null on the last.',
  })
  next!: string | null;
}

/** A page of at most `limit` rows out of `limit + 1` that were read: one more tells whether there is a next page. */
export function presentPage<Row, Item>(
  found: readonly Row[],
  { limit }: PageRequest,
  keyOf: (row: Row) => string,
  present: (row: Row) => Item,
): Answer<{ data: Item[]; page: PageInfo }> {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next =
    found.length > limit && last !== undefined ? Buffer.from(keyOf(last)).toString('base64url') : null;
  return new Answer({ data: page.map(present), page: { next } }, { next });
}

/** Documents a list of `type`. */
export const ReturnsPage = (type: Type) =>
  applyDecorators(
    ApiExtraModels(type, PageInfo),
    ApiOkResponse({
      description: 'One page.',
      headers: { Link: headerRef('Link') },
      schema: {
        title: `${type.name.replace(/Response$/, '')}Page`,
        type: 'object',
        required: ['data', 'page'],
        properties: {
          data: { type: 'array', items: { $ref: getSchemaPath(type) } },
          page: { $ref: getSchemaPath(PageInfo) },
        },
      },
    }),
  );
