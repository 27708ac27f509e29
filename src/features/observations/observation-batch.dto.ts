import { ApiProperty } from '@nestjs/swagger';
import type { ContractId } from '../../kernel/ids.js';
import type { ProblemDocument } from '../../platform/responses/problem.filter.js';
import { ItemProblem } from '../../platform/responses/refuses.js';
import { ClientId, UuidField } from '../../platform/validation/fields.js';
import type { AsSent } from '../../platform/validation/described-members.js';
import { ItemsByThemselves } from '../../platform/validation/items-by-themselves.js';
import type { Outcome } from '../sign-offs/shift/shift.types.js';
import { presentEach } from '../sign-offs/sign-off-batch.dto.js';
import type { ObservationRow } from './observations.queries.js';
import {
  ObservationBody,
  ObservationResponse,
  presentObservation,
  toObserveCommand,
} from './observations.dto.js';
import type { SentObservation } from './observations.types.js';

/** What an item may be refused for; then what its contract alone may meet. */
export const OBSERVATION_ITEM_CODES = [
  'observed_in_the_future',
  'not_found',
  'client_id_reused',
  'validation_failed',
  'mandate_missing',
  'contract_not_active',
  'unavailable',
  'outcome_unknown',
  'internal_error',
] as const;

export class ObservationBatchItemBody extends ObservationBody {
  @ClientId({
    description:
      'What you call this observation, a UUID for example: yours for ever, among your sign-offs too. Sent again with the same members it is recorded once and answered as the first time; with others it is refused as `client_id_reused`.',
  })
  clientId!: string;

  @UuidField() contractId!: ContractId;
}

export class ObservationBatchBody {
  @ItemsByThemselves(() => ObservationBatchItemBody, {
    min: 1,
    max: 100,
    description: 'Each is judged and decided by itself, those of one contract in their order.',
  })
  items!: AsSent[];
}

/** What became of one item: `observation` or `problem`. */
export class ObservationResultResponse {
  /** As it was sent; empty where none could be read. */
  @ApiProperty() clientId!: string;

  /** The status that the item would have had alone: 201 when it is recorded, also when it was before; else that of its problem. */
  @ApiProperty({ type: 'integer' }) status!: number;

  /** As it stands now. */
  @ApiProperty({ required: false }) observation?: ObservationResponse;

  @ItemProblem(...OBSERVATION_ITEM_CODES) problem?: ProblemDocument;
}

export class ObservationBatchResponse {
  /** In the order of the items. */
  @ApiProperty({ type: [ObservationResultResponse] }) results!: ObservationResultResponse[];
}

export const toSentObservation = (item: ObservationBatchItemBody): SentObservation => ({
  clientId: item.clientId,
  ...toObserveCommand(item.contractId, item),
});

export const presentObservationOutcomes = (
  items: readonly { readonly clientId: string }[],
  outcomes: readonly Outcome<ObservationRow>[],
  problemOf: (error: unknown) => ProblemDocument,
): ObservationBatchResponse =>
  presentEach(items, outcomes, problemOf, (recorded) => ({ observation: presentObservation(recorded) }));
