import type { Day } from '../../../kernel/days.js';
import { helpersOf } from '../../mandates/whom-to-ask.types.js';
import {
  answersForAll,
  TUTOR_ROLES,
  type Mandate,
  type MandateRole,
  type Team,
} from '../../mandates/mandates.types.js';

/** A team whose names were read. */
export type Named = Pick<Team, 'mandates' | 'names'>;

/** What those are called who open a mission; undefined where nobody is there, or nobody's name was read. */
export interface Helpers {
  readonly signer: string | undefined;
  readonly decider: string | undefined;
  readonly reviewer: string | undefined;
}

export const NOBODY: Helpers = { signer: undefined, decider: undefined, reviewer: undefined };

/** Who signs off, who decides on a level, and who reviews a concern on that day. */
export function whoHelps(team: Named, on: Day): Helpers {
  const first = (roles: readonly MandateRole[], suits: (held: Mandate) => boolean = () => true) => {
    const [person] = helpersOf(team, { roles, on, not: null, suits });
    return person && team.names?.[person];
  };
  return {
    signer: first(TUTOR_ROLES),
    decider: first(['main_tutor', 'co_tutor'], answersForAll),
    reviewer: first(['main_tutor', 'referent', 'co_tutor'], answersForAll),
  };
}
