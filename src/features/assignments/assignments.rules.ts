import { earlierOf, laterOf, type Day } from '../../kernel/days.js';
import type { FieldError } from '../../kernel/errors.js';
import { assignmentOnlyShortens, endsBeforeFrom } from './assignments.errors.js';
import { heldUntil, type ContractLife } from '../contracts/contracts.types.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { firstLackingDay } from '../ladder/entitlements/attestations.rules.js';
import type { Attestation } from '../ladder/entitlements/attestations.types.js';
import type { AssignmentRow } from './assignments.types.js';

/** An end shortens what was given; `on` is the first day out: its first day where it was never to be. */
export function findEndMistake(
  { from, until }: Pick<AssignmentRow, 'from' | 'until'>,
  on: Day,
): FieldError | null {
  if (on < from) return endsBeforeFrom();
  return until !== null && until < on ? assignmentOnlyShortens() : null;
}

/** The first day of what was given, from today on, on which a prerequisite of the mission is not held; null: none. */
export function lackingFrom(
  { mission, from, until }: Pick<AssignmentRow, 'mission' | 'from' | 'until'>,
  {
    ladder,
    attestations,
    life,
  }: {
    readonly ladder: Ladder;
    readonly attestations: readonly Attestation[];
    readonly life: ContractLife;
  },
  today: Day,
): Day | null {
  const asked = ladder.missions.find(({ code }) => code === mission)?.prerequisites ?? [];
  const over = heldUntil(life);
  return firstLackingDay(asked, attestations, {
    from: laterOf(from, today),
    until: until === null ? over : earlierOf(until, over),
  });
}
