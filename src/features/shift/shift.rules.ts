import { dayOf, type Instant } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import { isActiveOn } from '../contracts/contracts.types.js';
import { levelTitle } from '../frameworks/frameworks.types.js';
import { circumstancesOf, decideEntitlement } from '../ladder/entitlements/entitlement.rules.js';
import { supervisorsOn } from '../ladder/entitlements/supervision/supervisors.rules.js';
import { viewLadder } from '../ladder/ladder.rules.js';
import type { LadderState } from '../ladder/ladder.types.js';
import { meetsQuorum } from '../ladder/levels/evidence.rules.js';
import { evidenceFrom } from '../ladder/progress/progress.rules.js';
import { holdsOn } from '../mandates/mandates.types.js';
import { canSign } from '../sign-offs/facts/signers.policy.js';
import type { OpenRequirement, ShiftContext, ShiftContract } from './shift.types.js';

/** What a contract is to somebody today: what is open on it, what the alternant may do, and who watches over it. */
export function viewShift(context: ShiftContext, reader: PersonId, now: Instant): ShiftContract {
  const today = dayOf(now);
  const { ladder, tallies, names = {} } = context;
  const state = viewLadder(ladder, context.progress, now, tallies ? evidenceFrom(tallies) : undefined);
  const circumstances = circumstancesOf(context, today, context);
  const own = context.mandates.filter((held) => held.personId === reader && holdsOn(held, today));
  return {
    contractId: context.contractId,
    alternant: { id: context.alternantId, name: context.alternantName },
    roles: [...new Set(own.map(({ role }) => role))],
    ladder: { id: ladder.id, title: ladder.title },
    currentLevel: { code: state.currentLevel, title: levelTitle(ladder, state.currentLevel) },
    frozen: !isActiveOn(context.life, today),
    requirements: openRequirements(state, (level) => canSign(reader, context, ladder, [level], [today])),
    entitlements: ladder.missions.map((mission) => decideEntitlement(ladder, state, mission, circumstances)),
    supervisors: supervisorsOn(context, [today]).map((one) => ({ ...one, name: names[one.personId] ?? '' })),
  };
}

/** What is not acquired yet at the levels that are open, in the order of the ladder. */
function openRequirements({ levels }: LadderState, maySign: (level: string) => boolean): OpenRequirement[] {
  return levels
    .filter(({ status }) => status === 'open' || status === 'reopened')
    .flatMap(({ code, title, requirements }) =>
      requirements
        .filter(({ status }) => status !== 'acquired' && status !== 'kept')
        .map((requirement) => ({
          ...requirement,
          level: code,
          levelTitle: title,
          signable: maySign(code) && meetsQuorum(requirement.evidence),
        })),
    );
}
