import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';
import { ClientId, DayField, Flag, UuidField } from '../../platform/validation/fields.js';
import type { AsSent } from '../../platform/validation/described-members.js';
import { ItemsByThemselves } from '../../platform/validation/items-by-themselves.js';
import type { ProblemDocument } from '../../platform/responses/problem.filter.js';
import { ItemProblem } from '../../platform/responses/refuses.js';
import type { Outcome } from './shift/shift.types.js';
import type { SentSignOff, SignedOrObserved } from './sign-off.types.js';
import {
  ObservedItemResponse,
  OnQuorumNotMet,
  presentObserved,
  presentSignOff,
  SignOffItemBody,
  SignOffResponse,
  toSignOffItem,
} from './sign-offs.dto.js';

/** What an item may be refused for, in the order of refusals; then what its contract alone may meet. */
export const ITEM_CODES = [
  'observed_in_the_future',
  'not_found',
  'client_id_reused',
  'validation_failed',
  'mandate_missing',
  'contract_not_active',
  'level_locked',
  'already_acquired',
  'quorum_not_met',
  'unavailable',
  'outcome_unknown',
  'internal_error',
] as const;

export class SignOffBatchItemBody extends SignOffItemBody {
  @ClientId({
    description:
      'What you call this sign-off, a UUID for example: yours for ever. Sent again with the same members it is recorded once and answered as the first time; with others it is refused as `client_id_reused`.',
  })
  clientId!: string;

  @UuidField() contractId!: ContractId;

  @DayField({ description: 'The day it was seen: today or before, an active day of the contract.' })
  observedOn!: Day;

  @Flag({
    optional: true,
    description: 'Also record what was seen: acquired as performed, not_yet as needs_practice.',
  })
  observation?: boolean;

  @OnQuorumNotMet() onQuorumNotMet?: OnQuorumNotMet;
}

export class SignOffBatchBody {
  @ItemsByThemselves(() => SignOffBatchItemBody, {
    min: 1,
    max: 100,
    description: 'Each is judged and decided by itself, those of one contract in their order.',
  })
  items!: AsSent[];
}

/** What became of one item: `signOff`, `observed` or `problem`. */
export class SignOffResultResponse {
  /** As it was sent; empty where none could be read. */
  @ApiProperty() clientId!: string;

  /** The status that the item would have had alone: 201 when it is recorded, also when it was before; else that of its problem. */
  @ApiProperty({ type: 'integer' }) status!: number;

  /** As it stands now: `revocationId` tells one that was revoked since it was first sent. */
  @ApiProperty({ required: false }) signOff?: SignOffResponse;

  /** With `onQuorumNotMet: observe`: only what was seen is recorded so far. */
  @ApiProperty({ required: false }) observed?: ObservedItemResponse;

  @ItemProblem(...ITEM_CODES) problem?: ProblemDocument;
}

export class SignOffBatchResponse {
  /** In the order of the items. */
  @ApiProperty({ type: [SignOffResultResponse] }) results!: SignOffResultResponse[];
}

export const toSentSignOff = (item: SignOffBatchItemBody): SentSignOff => ({
  clientId: item.clientId,
  contractId: item.contractId,
  observedOn: item.observedOn,
  observation: item.observation ?? false,
  observesWhatIsShort: item.onQuorumNotMet === 'observe',
  ...toSignOffItem(item),
});

/** What became of each item of a batch, under the id that its sender gave it. `show`: what was recorded, as members. */
export const presentEach = <Recorded, Shown extends object>(
  items: readonly { readonly clientId: string }[],
  outcomes: readonly Outcome<Recorded>[],
  problemOf: (error: unknown) => ProblemDocument,
  show: (recorded: Recorded) => Shown,
) => ({
  results: outcomes.map((outcome, index) => {
    const { clientId = '' } = items[index] ?? {};
    if ('recorded' in outcome) return { clientId, status: 201, ...show(outcome.recorded) };
    const problem = problemOf(outcome.error);
    return { clientId, status: problem.status, problem };
  }),
});

export const presentOutcomes = (
  items: readonly { readonly clientId: string }[],
  outcomes: readonly Outcome<SignedOrObserved>[],
  problemOf: (error: unknown) => ProblemDocument,
  language: Language,
): SignOffBatchResponse =>
  presentEach(items, outcomes, problemOf, (recorded) =>
    'signOff' in recorded
      ? { signOff: presentSignOff(recorded.signOff) }
      : { observed: presentObserved(recorded.observed, language) },
  );
