import type { Day } from '../../../kernel/days.js';
import type { MandateId, PersonId } from '../../../kernel/ids.js';
import type { MandateRole } from '../../../kernel/mandate-roles.js';
import type { Eligibility, TutorToJudge } from '../../tutors/eligibility.rules.js';
import { judgeTutor } from '../../tutors/eligibility.rules.js';
import type { BranchRule, Proof } from '../../tutors/tutors.types.js';
import { judgedOn } from '../contract-details.types.js';
import type { ContractKind } from '../contracts.types.js';

/** What of a contract the law on tutors asks; null is not known. */
export interface TutoredContract {
  readonly kind: ContractKind;
  readonly signedOn: Day | null;
  readonly startsOn: Day;
  readonly isPublic: boolean | null;
  readonly idcc: string | null;
  readonly frameworkCode: string | null;
  readonly level: number | null;
}

/** Somebody who tutors on it, or is to. */
export interface TutorOnContract {
  readonly mandateId: MandateId;
  readonly personId: PersonId;
  readonly name: string;
  readonly role: MandateRole;
  readonly from: Day;
  readonly proofs: readonly Proof[];
}

export interface Appraised extends TutorOnContract {
  readonly eligibility: Eligibility;
}

/** Judges a tutor by the rule of the day of signature, and by the work done when they begin. */
export function appraise(
  contract: TutoredContract,
  { role, from, proofs }: Pick<TutorOnContract, 'role' | 'from' | 'proofs'>,
  branchRules: readonly BranchRule[],
  today: Day,
): Eligibility {
  const signedOn = judgedOn(contract, today);
  const asked: TutorToJudge = {
    role,
    contractKind: contract.kind,
    signedOn,
    on: from > signedOn ? from : signedOn,
    isPublic: contract.isPublic,
    idcc: contract.idcc,
    frameworkCode: contract.frameworkCode,
    level: contract.level,
    proofs,
    branchRules,
  };
  return judgeTutor(asked);
}
