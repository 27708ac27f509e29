import { addDays } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';
import type { Authorship } from '../contract-history/contract-history.rules.js';
import { factRow, type Fact, type FactRow } from '../contract-history/contract-history.types.js';
import type { Side } from '../contracts/contract-details.types.js';
import { alreadySigned, amendmentClosed } from './amendments.errors.js';
import { changedMembers } from './terms/terms.rules.js';
import type { ContractAmendmentPaper } from './form/contract-amendment-paper.entity.js';
import {
  AMENDMENT_GROUNDS,
  type AmendmentAnswer,
  type AmendmentChanges,
  type AmendmentId,
  type ProposeCommand,
} from './amendments.types.js';
import type { ContractAmendmentAnswer } from './contract-amendment-answer.entity.js';
import type { ContractAmendment } from './contract-amendment.entity.js';

/** What the history tells of amendments. Never a reason, never a name. */

interface Numbered {
  readonly id: AmendmentId;
  readonly number: number;
}

type Proposal = Omit<ProposeCommand, 'changes' | 'form'> & { readonly changes: AmendmentChanges };

export const amendmentProposed = (
  history: Authorship,
  { id, number }: Numbered,
  { effectiveOn, changes, type, previousNumber, reason }: Proposal,
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
      ...columnsOf(changes),
      formerTutorId,
      formType: type,
      previousNumber,
      reason,
      ...history.author,
    }),
    ...papersOf(history, id, changes),
  ],
});

const columnsOf = (changes: AmendmentChanges) => ({
  startsOn: changes.startsOn,
  untilDay: changes.until,
  extension: changes.extension === 'failed_exam' ? changes.extension : null,
  changesForm: changes.form !== null,
  weeklyMinutes: changes.weeklyMinutes,
  mainTutorId: changes.mainTutorId,
  newEmployerId: changes.newEmployerId,
});

/** What only the parties read. */
function papersOf(
  history: Authorship,
  amendmentId: AmendmentId,
  { form, extension }: AmendmentChanges,
): FactRow[] {
  const ground = AMENDMENT_GROUNDS.find((one) => one === extension) ?? null;
  if (form === null && ground === null) return [];
  return [
    factRow<ContractAmendmentPaper>('contract_amendment_papers', {
      id: history.newId(),
      amendmentId,
      members: form ?? {},
      ground,
      ...history.author,
    }),
  ];
}

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
