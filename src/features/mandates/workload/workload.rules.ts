import { addMonths, type Day } from '../../../kernel/days.js';
import { findPlaces } from '../../contracts/signing/capacity.rules.js';
import { appraise } from '../../contracts/tutoring/appraisals.types.js';
import type { BranchRule } from '../../tutors/tutors.types.js';
import type { Workload, WorkloadRow } from './workload.types.js';

/** How far ahead places are told. */
const MONTHS_AHEAD = 12;

/** What a tutor carries, and how much room is left in the coming year by the rule of the day that is asked. */
export function workloadOf(
  row: WorkloadRow,
  branchRules: readonly BranchRule[],
  { on, today }: { readonly on: Day; readonly today: Day },
): Workload {
  return {
    row,
    tutored: row.tutored.map((one) => ({
      ...one,
      eligibility: appraise(one.law, { ...one, proofs: row.proofs }, branchRules, today).word,
    })),
    places: row.isOwn
      ? findPlaces({ from: on, until: addMonths(on, MONTHS_AHEAD) }, row.followed, {
          signedOn: on,
          allowances: row.allowances,
        })
      : null,
  };
}
