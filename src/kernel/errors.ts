import type { Bilingual } from './language.js';

/** What is wrong, in the only words that the HTTP layer translates into a status. */
export type ErrorKind =
  | 'malformed'
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'conflict'
  | 'removed'
  | 'lost'
  | 'precondition_failed'
  | 'precondition_required'
  | 'request_timeout'
  | 'too_large'
  | 'headers_too_large'
  | 'unsupported_media_type'
  | 'too_many_requests'
  | 'unavailable';

export interface ErrorText {
  readonly title: Bilingual;
  readonly detail: Bilingual;
}

/** A refusal that a caller can act on. `code` is stable and documented; clients branch on it, never on the text. */
export class AppError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly text: ErrorText,
    /** Members added to the problem document: `missing`, `errors`, `allowed`… */
    readonly details: Readonly<Record<string, unknown>> = {},
    /** Response headers that the refusal carries, such as `Retry-After`. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(text.detail.en);
    this.name = 'AppError';
  }
}

/** One field that is wrong: `pointer` is a JSON Pointer into the body, or the name of a query field. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: Bilingual;
}
