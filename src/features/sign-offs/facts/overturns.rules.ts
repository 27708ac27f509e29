import type { Instant } from '../../../kernel/days.js';
import type { LadderFact } from '../../ladder/facts.types.js';
import type { Overturned } from './facts.types.js';

/** What an overturned fact is to the ladder. */
export function overturnOf(
  fact: Overturned,
  recorded: { readonly sequence: number; readonly recordedAt: Instant },
): LadderFact {
  const { competency, level } = fact;
  switch (fact.kind) {
    case 'sign_off':
      return { kind: 'sign_off_overturned', ...recorded, signOffId: fact.id, competency, level };
    case 'revocation':
      return { kind: 'reinstatement', ...recorded, revocation: fact.sequence, competency };
    case 'level_decision':
      return { kind: 'level_decision_overturned', ...recorded, id: fact.id };
  }
}
