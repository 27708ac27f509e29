import type { FieldError } from '../../kernel/errors.js';
import type { Ladder } from '../frameworks/frameworks.types.js';
import { unknownPrerequisite } from './attestations.errors.js';

/** A prerequisite that no mission asks for is a slip of the pen: it would hold nothing open. */
export function findAttestationMistakes(
  { prerequisite }: { readonly prerequisite: string },
  ladder: Pick<Ladder, 'missions'>,
): FieldError[] {
  const known = [...new Set(ladder.missions.flatMap(({ prerequisites }) => prerequisites ?? []))].sort();
  return known.includes(prerequisite) ? [] : [unknownPrerequisite(known)];
}
