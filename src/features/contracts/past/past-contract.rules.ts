import type { Day } from '../../../kernel/days.js';
import type { ContractRow, EndCause } from '../contract-details.types.js';
import { heldUntil, lifeOf, placeSteps, statusOn, type ContractStep } from '../contracts.types.js';
import type { PastFacts } from './past-contract.types.js';

const ENDS: readonly ContractStep['kind'][] = ['terminated', 'completed', 'cancelled'];

/**
 * A contract as it stood on a day, as it was recorded by then: its steps of then, and what was recorded of its parties. What is
 * not kept of the past is left out: civil names, the legal representative, duplicates, flags that follow from a birth date.
 */
export function pastContract(
  now: ContractRow,
  facts: PastFacts,
  steps: readonly ContractStep[],
  day: Day,
): ContractRow {
  const life = lifeOf(steps);
  const cause = placeSteps(steps).findLast(({ step }) => ENDS.includes(step.kind))?.step.cause ?? null;
  return {
    ...now,
    kind: facts.kind ?? now.kind,
    alternantId: facts.alternantId ?? now.alternantId,
    alternantGivenName: facts.alternantGivenName ?? now.alternantGivenName,
    alternantFamilyName: facts.alternantFamilyName ?? now.alternantFamilyName,
    employerId: facts.employerId ?? now.employerId,
    employerName: facts.employerName ?? now.employerName,
    trainingCentreId: facts.trainingCentreId ?? now.trainingCentreId,
    trainingCentreName: facts.trainingCentreName ?? now.trainingCentreName,
    ladderId: facts.ladderId ?? now.ladderId,
    continuationOf: facts.continuationOf,
    group: facts.group,
    mainTutorId: facts.mainTutorId,
    updatedAt: facts.updatedAt,
    status: statusOn(life, day),
    startsOn: life.startsOn,
    until: life.until,
    heldUntil: heldUntil(life),
    signedOn: life.signedOn,
    endedAs: life.endedAs,
    cancelledOn: life.cancelledOn,
    cause: cause as EndCause | null,
    suspensions: life.suspensions,
    hasMainTutor: facts.mainTutorId !== null,
    ...NOT_KEPT,
    readOn: day,
  };
}

const NOT_KEPT = {
  alternantCivilGivenName: null,
  alternantCivilFamilyName: null,
  alternantBirthDate: null,
  legalRepresentative: null,
  hasLegalRepresentative: true,
  possibleDuplicates: [],
  duplicateOf: null,
} as const satisfies Partial<ContractRow>;
