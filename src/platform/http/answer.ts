import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

interface AnswerOptions {
  /** Path of what was created. */
  readonly location?: string;
  /** Version of a mutable resource; becomes its strong ETag. */
  readonly version?: number;
  /** Cursor of the next page. */
  readonly next?: string | null;
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

/** The status and the body of a route's success. */
export const Returns = (status: 200 | 201, type: Type) =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({ status, type, description: status === 201 ? 'Created' : 'Done' }),
  );
