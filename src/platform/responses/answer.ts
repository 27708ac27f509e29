import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiProperty, ApiResponse } from '@nestjs/swagger';
import type { Language } from '../../kernel/language.js';
import { headerRef } from '../openapi/openapi-headers.js';

interface AnswerOptions {
  /** Path of what was created. */
  readonly location?: string;
  /** Version of a mutable resource; becomes its strong ETag. */
  readonly version?: number;
  /** Cursor of the next page. */
  readonly next?: string | null;
  /** Members of the body that are shown this once: what is kept for a key is the answer without them. */
  readonly shownOnce?: readonly string[];
  /** It carries a weak tag made of what it says, and is not sent to whoever names that tag. */
  readonly isTagged?: boolean;
  /** Overrides the status that the route declares: a dry run creates nothing. */
  readonly status?: number;
}

/** A body with the headers that belong to it. */
export class Answer<Body> {
  constructor(
    readonly body: Body,
    readonly options: AnswerOptions = {},
  ) {}
}

/** An answer that whoever reads it again may know already: it carries a tag, and is not sent where the caller named that tag. */
export class TaggedAnswer {
  constructor(
    /** Weak: it is the same for all answers that say the same, whatever instant they name. */
    readonly tag: string,
    /** The JSON, or the file, made only where it is sent. */
    readonly json: () => Buffer | Promise<Buffer>,
    /** The request headers, besides who asks, on which the answer depends. */
    readonly variesBy: readonly string[] = [],
    /** What it is sent as, where that is no JSON. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** Names, in an answer that is sent again, what was shown the first time only. */
export const WithheldField = () =>
  ApiProperty({
    type: String,
    isArray: true,
    required: false,
    description:
      'Only in an answer that is sent again for its Idempotency-Key: what was shown the first time and is no more.',
  });

/** A body that is sent as it is made, piece by piece, however long it is. */
export class Download {
  constructor(
    readonly pieces: AsyncGenerator<Piece, void>,
    readonly options: {
      readonly mediaType: string;
      /** The language of its words, where it holds any of ours. */
      readonly language?: Language;
      readonly fileName: string;
      /** What else is to be said of it, or said otherwise. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Tagged by what it says, where that is short enough to be made before it is sent. */
      readonly isTagged?: boolean;
      /** Cursor of what follows, when the caller asked for a part. */
      readonly next?: string | null;
    },
  ) {}
}

export type Piece = string | Uint8Array;

/** The status and the body of a route's success. `etag`: the answer carries the version of what it shows. */
export const Returns = (status: 200 | 201, type: Type, { etag = false } = {}) =>
  applyDecorators(
    HttpCode(status),
    MayReturn(status, type, { etag, description: status === 201 ? 'Created.' : 'Done.' }),
  );

/** Another success that the route may answer. */
export const MayReturn = (
  status: 200 | 201,
  type: Type,
  { etag = false, description }: { etag?: boolean; description: string },
) =>
  ApiResponse({
    status,
    type,
    description,
    headers: {
      ...(status === 201 ? { Location: headerRef('Location') } : {}),
      ...(etag ? { ETag: headerRef('ETag') } : {}),
    },
  });

/** The body of a route's success that carries a weak tag. That whoever knows it is answered 304 follows from it. */
export const ReturnsTagged = (type: Type) =>
  applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, type, description: 'Done.', headers: { ETag: headerRef('WeakETag') } }),
  );
