import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../../../platform/validation/fields.js';
import type { Proposal } from './proposals.rules.js';

const example = 'Le sol était mouillé : le geste était juste, revu avec elle le lendemain.';
const description = 'Why nothing is revoked. Never the identity of a resident or a patient.';

export class ProposalDismissalBody {
  @Text({ max: 2000, description, example })
  reason!: string;
}

export class ProposedSignOffResponse {
  @ApiProperty({ format: 'uuid' }) signOffId!: string;
  @ApiProperty() level!: string;
}

export class ProposedItemResponse {
  @ApiProperty() competency!: string;
  /** The level whose standard was seen unsafe. */
  @ApiProperty() level!: string;
  /** What a revocation would take, the lowest level first: revoking that one takes the others. */
  @ApiProperty({ type: [ProposedSignOffResponse] }) signOffs!: ProposedSignOffResponse[];
}

export class ProposalDismissalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) dismissedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true, example }) reason!: string | null;
}

export class RevocationProposalResponse {
  /** The observation that proposes it. */
  @ApiProperty({ format: 'uuid' }) observationId!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'date' }) observedOn!: string;
  @ApiProperty({ format: 'uuid' }) observerId!: string;
  /** When the observation was recorded. */
  @ApiProperty({ format: 'date-time' }) since!: string;
  @ApiProperty({ type: [ProposedItemResponse] }) items!: ProposedItemResponse[];
  /** Null while it awaits somebody. */
  @ApiProperty({ type: ProposalDismissalResponse, nullable: true })
  dismissal!: ProposalDismissalResponse | null;
}

export const presentProposal = (proposal: Proposal): RevocationProposalResponse => ({
  observationId: proposal.observationId,
  contractId: proposal.contractId,
  observedOn: proposal.observedOn,
  observerId: proposal.observerId,
  since: proposal.recordedAt,
  items: proposal.items.map(({ competency, level, signOffs }) => ({
    competency,
    level,
    signOffs: signOffs.map((signOff) => ({ signOffId: signOff.signOffId, level: signOff.level })),
  })),
  dismissal: proposal.dismissal && {
    id: proposal.dismissal.id,
    dismissedBy: proposal.dismissal.dismissedBy,
    recordedAt: proposal.dismissal.recordedAt,
    reason: proposal.readsComments ? proposal.dismissal.reason : null,
  },
});
