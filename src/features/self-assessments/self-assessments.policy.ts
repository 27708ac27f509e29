import type { PersonId } from '../../kernel/ids.js';
import { assessedByAnother } from './self-assessments.errors.js';

declare const proven: unique symbol;
/** The alternant of a contract, proven so. */
export interface SelfAssessor {
  readonly personId: PersonId;
  readonly [proven]: 'self_assessor';
}

/** @throws forbidden */
export function requireAlternant(
  person: PersonId,
  { alternantId }: { readonly alternantId: PersonId },
): SelfAssessor {
  if (person !== alternantId) throw assessedByAnother();
  return { personId: person } as SelfAssessor;
}
