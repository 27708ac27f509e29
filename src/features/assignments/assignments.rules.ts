import type { Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { assignmentOnlyShortens, endsBeforeFrom } from './assignments.errors.js';
import type { AssignmentRow } from './assignments.types.js';

/** An end shortens what was given; `on` is the first day out: its first day where it was never to be. */
export function findEndMistake(
  { from, until }: Pick<AssignmentRow, 'from' | 'until'>,
  on: Day,
): FieldError | null {
  if (on < from) return endsBeforeFrom();
  return until !== null && until < on ? assignmentOnlyShortens() : null;
}
