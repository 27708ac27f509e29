import type { AppError } from './errors.js';

/** An item of a list that is judged by itself, and is not what was described. */
export class MalformedItem {
  constructor(
    /** What its sender calls it, where that can be read; else empty. */
    readonly clientId: string,
    readonly error: AppError,
  ) {}
}
