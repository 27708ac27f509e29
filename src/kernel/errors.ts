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

/** People who can help, best first, and what is said once their names are known. */
export interface Asks {
  readonly people: readonly string[];
  readonly detail: (names: readonly string[]) => Bilingual;
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

  /** Whom it points to: their names are read where the refusal is met. */
  asks: Asks | null = null;

  asking(asks: Asks): this {
    this.asks = asks;
    return this;
  }

  /** Says the same with the names of those to whom it points; without any it stays as it is. */
  naming(names: readonly string[]): AppError {
    if (!this.asks || names.length === 0) return this;
    const text = { title: this.text.title, detail: this.asks.detail(names) };
    return new AppError(this.kind, this.code, text, this.details, this.headers);
  }
}

/** One field that is wrong: `pointer` is a JSON Pointer into the body, or the name of a query field. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: Bilingual;
}
