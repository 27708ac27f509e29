import type { Parties } from '../contract-details.types.js';
import type { CheckFacts, JudgedFinding } from './check-facts.types.js';
import type { StoppedAct } from './checks.types.js';
import { plain } from './families/finding.rules.js';
import { findAge } from './families/age.rules.js';
import { findDeadlines } from './families/deadlines.rules.js';
import { findForm } from './families/form.rules.js';
import { findLength } from './families/length.rules.js';
import { findMinors } from './families/minors.rules.js';
import { findPay } from './families/pay.rules.js';
import { findProfessionalisation } from './families/professionalisation.rules.js';
import { findSignature } from './families/signature.rules.js';
import { findStart } from './families/start.rules.js';
import { findTraining } from './families/training.rules.js';
import { findTutors } from './families/tutors.rules.js';
import type { OverrideRow } from './overrides.types.js';

/** Everything that the law and the form have to say, family by family. */
const FAMILIES: readonly ((facts: CheckFacts) => JudgedFinding[])[] = [
  findSignature,
  findAge,
  findLength,
  findStart,
  findTraining,
  findTutors,
  findMinors,
  findPay,
  findProfessionalisation,
  findDeadlines,
  findForm,
];

/** All that is found; what a side knows better, it knows of this alternant. */
export const findAll = (facts: CheckFacts): JudgedFinding[] =>
  [...FAMILIES.flatMap((find) => find(facts)), ...facts.beside.map(plain)].map((finding) =>
    finding.isOverridable ? { ...finding, basis: `${facts.alternantId} ${finding.basis}` } : finding,
  );

/** A finding with the override that counts for it; null: none does. */
export interface ListedFinding extends JudgedFinding {
  readonly override: OverrideRow | null;
}

/**
 * An override counts for what it was said of, and no more: for the same code found of the same alternant on the same days and
 * figures, while it is not taken back, and while the organisation that said so is a side of the contract.
 */
export const withOverrides = (
  findings: readonly JudgedFinding[],
  overrides: readonly OverrideRow[],
  { employerId, trainingCentreId }: Pick<Parties, 'employerId' | 'trainingCentreId'>,
): ListedFinding[] =>
  findings.map((finding) => ({
    ...finding,
    override:
      (finding.isOverridable ? overrides : []).findLast(
        ({ code, basis, withdrawnAt, organisationId }) =>
          code === finding.code &&
          basis === finding.basis &&
          withdrawnAt === null &&
          (organisationId === employerId || organisationId === trainingCentreId),
      ) ?? null,
  }));

/** What stops an act. */
export const stopping = (findings: readonly ListedFinding[], act: StoppedAct): ListedFinding[] =>
  findings.filter(({ blocks, override }) => blocks === act && override === null);
