import type { FieldError } from '../../../kernel/errors.js';
import type { LadderRow } from '../frameworks.types.js';

/** An error keeps a ladder from being published; a warning is for its author to judge. */
export const SEVERITIES = ['error', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What an author should know of a ladder, at its place in the ladder as it was sent. */
export interface Finding extends FieldError {
  readonly severity: Severity;
}

/** A ladder with what its author should know of it. */
export interface LadderProof {
  readonly ladder: LadderRow;
  readonly findings: readonly Finding[];
}
