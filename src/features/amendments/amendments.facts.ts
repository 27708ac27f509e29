import { addDays } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Authorship } from '../contract-history/contract-history.rules.js';
import { factRow, type Fact } from '../contract-history/contract-history.types.js';
import type { Side } from '../contracts/contract-details.types.js';
import { alreadySigned, amendmentClosed } from './amendments.errors.js';
import { changedMembers } from './terms/terms.rules.js';
import type { AmendmentAnswer, AmendmentId, ProposeCommand } from './amendments.types.js';
import type { ContractAmendmentAnswer } from './contract-amendment-answer.entity.js';
import type { ContractAmendment } from './contract-amendment.entity.js';

/** What the history tells of amendments. Never a reason, never a name. */

interface Numbered {
  readonly id: AmendmentId;
  readonly number: number;
}

export const amendmentProposed = (
  { author }: Authorship,
  { id, number }: Numbered,
  { effectiveOn, changes, type, previousNumber, reason }: ProposeCommand,
  { side, formerTutorId }: { readonly side: Side; readonly formerTutorId: PersonId | null },
): Fact => ({
  event: {
    type: 'amendment.proposed',
    data: {
      amendmentId: id,
      number,
      by: side,
      effectiveOn,
      changed: changedMembers(changes),
      startsOn: changes.startsOn,
      endsOn: changes.until && addDays(changes.until, -1),
      weeklyMinutes: changes.weeklyMinutes,
    },
  },
  rows: [
    factRow<ContractAmendment>('contract_amendments', {
      id,
      side,
      number,
      effectiveOn,
      startsOn: changes.startsOn,
      untilDay: changes.until,
      extension: changes.extension,
      weeklyMinutes: changes.weeklyMinutes,
      mainTutorId: changes.mainTutorId,
      formerTutorId,
      formType: type,
      previousNumber,
      reason,
      ...author,
    }),
  ],
});

export type NewAnswer = Pick<
  AmendmentAnswer,
  'kind' | 'party' | 'signedOn' | 'isForAll' | 'completes' | 'reason'
>;

/** A constraint refuses the second of two at once. */
export const amendmentAnswered = (
  history: Authorship,
  { id, number }: Numbered,
  answer: NewAnswer,
): Fact => ({
  event: {
    type: `amendment.${answer.kind}`,
    data: {
      amendmentId: id,
      number,
      by: answer.party,
      ...(answer.kind === 'signed'
        ? { on: answer.signedOn, paperSignedByAll: answer.isForAll, complete: answer.completes }
        : {}),
    },
  },
  rows: [
    factRow<ContractAmendmentAnswer>('contract_amendment_answers', {
      id: history.newId(),
      amendmentId: id,
      ...answer,
      ...history.author,
    }),
  ],
  refusals: {
    contract_amendment_answers_closed_once: () => amendmentClosed('signed'),
    contract_amendment_answers_once_for_a_party: alreadySigned,
    contract_amendment_answers_once_by_a_person: alreadySigned,
  },
});
