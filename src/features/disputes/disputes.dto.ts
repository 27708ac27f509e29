import { ApiProperty } from '@nestjs/swagger';
import type { ContractId } from '../../kernel/ids.js';
import { Nested, OneOf, Text, UuidField } from '../../platform/validation/fields.js';
import {
  DISPUTE_STATUSES,
  DISPUTED_KINDS,
  type DisputedKind,
  type DisputeRead,
  ON_BEHALF_OF,
  type OnBehalfOf,
  type OpenCommand,
  type RulingOutcome,
  RULINGS,
} from './disputes.types.js';

const KIND = 'DisputedKind';
const RULING = 'Ruling';

export class DisputedBody {
  @OneOf(DISPUTED_KINDS, {
    name: KIND,
    description:
      'A `not_yet` or `cannot_assess`, the revocation of an `acquired`, or a level that was declined.',
  })
  kind!: DisputedKind;

  @UuidField() id!: string;
}

export class DisputeBody {
  @Nested(() => DisputedBody) about!: DisputedBody;

  @Text({ max: 2000, description: 'Why. Never the identity of a resident or a patient.' }) grounds!: string;

  @OneOf(ON_BEHALF_OF, {
    name: 'DisputeOnBehalfOf',
    optional: true,
    description:
      'The representative of a minor has no account: the administrator of the centre or the referent records it.',
  })
  onBehalfOf?: OnBehalfOf;
}

export class RulingBody {
  @OneOf(RULINGS, {
    name: RULING,
    description:
      'What becomes of the contested fact, not of the dispute. `fact_stands`: it was right, nothing changes. `fact_overturned`: it was wrong, it is as if it had never been recorded.',
  })
  ruling!: RulingOutcome;

  @Text({ max: 2000, description: 'Why. Never the identity of a resident or a patient.' }) reason!: string;
}

export class DisputedResponse {
  @ApiProperty({ enum: DISPUTED_KINDS, enumName: KIND }) kind!: DisputedKind;
  @ApiProperty({ format: 'uuid' }) id!: string;
}

export class RulingResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  /** What became of the contested fact. */
  @ApiProperty({ enum: RULINGS, enumName: RULING }) ruling!: RulingOutcome;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid' }) ruledBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class DisputeWithdrawalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) withdrawnBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class DisputeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() about!: DisputedResponse;
  @ApiProperty({ enum: DISPUTE_STATUSES, enumName: 'DisputeStatus' }) status!: string;
  @ApiProperty() grounds!: string;
  @ApiProperty({ format: 'uuid' }) openedBy!: string;
  @ApiProperty({ enum: ON_BEHALF_OF, enumName: 'DisputeOnBehalfOf', nullable: true })
  onBehalfOf!: OnBehalfOf | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** The last day for the ruling: 15 days after the opening. A figure of Palier, not of the law. */
  @ApiProperty({ format: 'date' }) dueOn!: string;
  /** Still open after `dueOn`. It waits all the same: nothing ends by itself. */
  @ApiProperty() overdue!: boolean;
  /** Null while it awaits one, or when it was withdrawn. */
  @ApiProperty({ type: RulingResponse, nullable: true }) ruling!: RulingResponse | null;
  @ApiProperty({ type: DisputeWithdrawalResponse, nullable: true })
  withdrawal!: DisputeWithdrawalResponse | null;
}

export const toOpenCommand = (
  contractId: ContractId,
  { about, grounds, onBehalfOf }: DisputeBody,
): OpenCommand => ({
  contractId,
  about: { kind: about.kind, id: about.id },
  grounds,
  onBehalfOf: onBehalfOf ?? null,
});

export const presentDispute = ({ ending, ...dispute }: DisputeRead): DisputeResponse => ({
  id: dispute.id,
  contractId: dispute.contractId,
  about: { kind: dispute.about.kind, id: dispute.about.id },
  status: dispute.status,
  grounds: dispute.grounds,
  openedBy: dispute.openedBy,
  onBehalfOf: dispute.onBehalfOf,
  recordedAt: dispute.recordedAt,
  dueOn: dispute.dueOn,
  overdue: dispute.overdue,
  ruling:
    ending === null || ending.ending === 'withdrawn'
      ? null
      : {
          id: ending.id,
          ruling: ending.ending,
          reason: ending.reason,
          ruledBy: ending.endedBy,
          recordedAt: ending.recordedAt,
        },
  withdrawal:
    ending?.ending === 'withdrawn'
      ? { id: ending.id, withdrawnBy: ending.endedBy, recordedAt: ending.recordedAt }
      : null,
});
