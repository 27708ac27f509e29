import type { Day } from '../../../kernel/days.js';
import type { Happening } from '../../../platform/events/contract-history.js';
import type { Capacity, Decision, RevocationReason } from '../../ladder/facts.types.js';
import type { KeptObservationItem, Overturned, SignOffItem } from './facts.types.js';

/** What the history tells of each fact. Never a comment: readers of the history may not be readers of comments. */

type Event = Happening & { readonly data: Record<string, unknown> };

export const observationRecorded = (
  observationId: string,
  seen: {
    observedOn: Day;
    mission: string | null;
    items: readonly KeptObservationItem[];
    proposesRevocation?: boolean;
  },
): Event => ({
  type: 'observation.recorded',
  data: {
    observationId,
    observedOn: seen.observedOn,
    mission: seen.mission,
    items: seen.items.map(({ competency, level, outcome, beyondEntitlement }) => ({
      competency,
      level,
      outcome,
      beyondEntitlement,
    })),
    ...(seen.proposesRevocation && { proposesRevocation: true }),
  },
});

export const observationWithdrawn = (observationId: string): Event => ({
  type: 'observation.withdrawn',
  data: { observationId },
});

/** One item of it, by the revocation of the sign-off that was recorded with it; until that is overturned. */
export const itemWithdrawn = (
  observationId: string,
  revocationId: string,
  { competency, level }: { competency: string; level: string },
): Event => ({
  type: 'observation.withdrawn',
  data: { observationId, revocationId, competency, level },
});

export const signOffRecorded = (
  signOffId: string,
  observedOn: Day,
  { competency, level, outcome }: SignOffItem,
): Event => ({
  type: 'sign_off.recorded',
  data: { signOffId, observedOn, competency, level, outcome },
});

export const signOffRevoked = (
  revocationId: string,
  signOff: { id: string; competency: string; level: string },
  reasonCode: RevocationReason,
): Event => ({
  type: 'sign_off.revoked',
  data: {
    revocationId,
    signOffId: signOff.id,
    competency: signOff.competency,
    level: signOff.level,
    reasonCode,
  },
});

export const levelDecisionRecorded = (
  levelDecisionId: string,
  level: string,
  decision: Decision,
  capacity: Capacity,
): Event => ({
  type: 'level_decision.recorded',
  data: { levelDecisionId, level, decision, capacity },
});

/** Those who do not read disputes learn that a fact counts no more, and nothing of who contested it. */
export const factOverturned = ({ kind, id, competency, level }: Overturned): Event => {
  switch (kind) {
    case 'sign_off':
      return { type: 'sign_off.overturned', data: { signOffId: id, competency, level } };
    case 'revocation':
      return { type: 'revocation.overturned', data: { revocationId: id, competency, level } };
    case 'level_decision':
      return { type: 'level_decision.overturned', data: { levelDecisionId: id, level } };
  }
};

export const resumptionRecorded = (resumptionId: string, on: Day): Event => ({
  type: 'resumption.recorded',
  data: { resumptionId, on },
});

export const proposalDismissed = (dismissalId: string, observationId: string): Happening => ({
  type: 'revocation_proposal.dismissed',
  data: { dismissalId, observationId },
});
