import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { ClientId, DayField, Flag, Items, UuidField } from '../../platform/validation/fields.js';
import type { ProblemDocument } from '../../platform/responses/problem.filter.js';
import { ItemProblem } from '../../platform/responses/refuses.js';
import type { Outcome } from './sign-off.types.js';
import { presentSignOff, SignOffItemBody, SignOffResponse, toSignOffItem } from './sign-offs.dto.js';
import type { SentItem } from './facts/facts.types.js';

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
}

export class SignOffBatchBody {
  @Items(() => SignOffBatchItemBody, {
    min: 1,
    max: 100,
    description: 'Each is decided by itself, those of one contract in their order.',
  })
  items!: SignOffBatchItemBody[];
}

/** What became of one item: `signOff` or `problem`. */
export class SignOffResultResponse {
  @ApiProperty() clientId!: string;

  /** The status that the item would have had alone: 201 when it is recorded, also when it was before; else that of its problem. */
  @ApiProperty({ type: 'integer' }) status!: number;

  /** As it stands now: `revocationId` tells one that was revoked since it was first sent. */
  @ApiProperty({ required: false }) signOff?: SignOffResponse;

  @ItemProblem(...ITEM_CODES) problem?: ProblemDocument;
}

export class SignOffBatchResponse {
  /** In the order of the items. */
  @ApiProperty({ type: [SignOffResultResponse] }) results!: SignOffResultResponse[];
}

export const toSentItems = ({ items }: SignOffBatchBody): SentItem[] =>
  items.map((item) => ({
    clientId: item.clientId,
    contractId: item.contractId,
    observedOn: item.observedOn,
    observation: item.observation ?? false,
    ...toSignOffItem(item),
  }));

export const presentOutcomes = (
  items: readonly SentItem[],
  outcomes: readonly Outcome[],
  problemOf: (error: unknown) => ProblemDocument,
): SignOffBatchResponse => ({
  results: outcomes.map((outcome, index) => {
    const { clientId = '' } = items[index] ?? {};
    if ('signOff' in outcome) return { clientId, status: 201, signOff: presentSignOff(outcome.signOff) };
    const problem = problemOf(outcome.error);
    return { clientId, status: problem.status, problem };
  }),
});
