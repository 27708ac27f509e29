import { ApiProperty } from '@nestjs/swagger';
import type { ContractId } from '../../kernel/ids.js';
import { duplicateItem } from '../../kernel/refusals.js';
import { findRepeated, Judged } from '../../platform/validation/body-rules.js';
import { Code, Items } from '../../platform/validation/fields.js';
import { SIGN_OFF_OUTCOMES, type SignOffOutcome } from '../ladder/facts.types.js';
import {
  type AnswerCommand,
  lapsesAt,
  REQUEST_STATUSES,
  type RequestStatus,
  type RequestState,
  type SubmitCommand,
} from './sign-off-requests.types.js';
import { competencyAtLevel, type JudgementsBody, toSignOffItem } from '../sign-offs/sign-offs.dto.js';

export class RequestedItemBody {
  @Code({ example: 'C1', description: 'Code of a competency that the level requires.' }) competency!: string;

  @Code({ example: 'simple_tasks' }) level!: string;
}

@Judged<SignOffRequestBody>(({ items }) =>
  findRepeated(items, competencyAtLevel).map((index) => duplicateItem(`/items/${index}`)),
)
export class SignOffRequestBody {
  @Items(() => RequestedItemBody, { min: 1, max: 50, description: 'All of them are asked for, or none.' })
  items!: RequestedItemBody[];
}

export class RequestedItemResponse {
  @ApiProperty() competency!: string;
  /** What people call the competency. */
  @ApiProperty() competencyTitle!: string;
  @ApiProperty() level!: string;
  /** What people call the level. */
  @ApiProperty() levelTitle!: string;
  /** The sign-off that answers it, recorded since: for this request, or directly. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) signOffId!: string | null;
  @ApiProperty({ enum: SIGN_OFF_OUTCOMES, enumName: 'SignOffOutcome', nullable: true })
  outcome!: SignOffOutcome | null;
  /**
   * Nobody judged it, and the contract’s ladder of now does not require it: the contract moved to another one. It needs
   * no answer, and takes none.
   */
  @ApiProperty() obsolete!: boolean;
}

export class RequestClaimResponse {
  @ApiProperty({ format: 'uuid' }) claimedBy!: string;
  @ApiProperty({ format: 'date-time' }) claimedAt!: string;
  /** At the latest; at once when the mandate ends, or the person is declared absent. */
  @ApiProperty({ format: 'date-time' }) lapsesAt!: string;
}

export class RequestRouteResponse {
  @ApiProperty({
    enum: ['decide', 'cover'],
    enumName: 'RequestRouteAct',
    description:
      '`cover`: nobody of the team may decide it today; these may only see to it that somebody can.',
  })
  act!: string;
  @ApiProperty({ type: [String], format: 'uuid' }) personIds!: string[];
}

export class SignOffRequestResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) askedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({
    enum: REQUEST_STATUSES,
    enumName: 'SignOffRequestStatus',
    description:
      'As it stands now. `decided` also when every item was signed off directly; `expired` when the contract ended first, or moved to a ladder that requires none of the items.',
  })
  status!: RequestStatus;
  @ApiProperty({ type: [RequestedItemResponse] }) items!: RequestedItemResponse[];
  /** While it stands. */
  @ApiProperty({ type: RequestClaimResponse, nullable: true }) claim!: RequestClaimResponse | null;
  /** Whom it waits for; null where nothing is awaited any more. */
  @ApiProperty({ type: RequestRouteResponse, nullable: true }) waitsFor!: RequestRouteResponse | null;
  /** Who decided or withdrew it; null also where it ended by itself. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) endedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: string | null;
}

export const toSubmitCommand = (contractId: ContractId, { items }: SignOffRequestBody): SubmitCommand => ({
  contractId,
  items: items.map(({ competency, level }) => ({ competency, level })),
});

export const toAnswerCommand = ({ observedOn, observation, items }: JudgementsBody): AnswerCommand => ({
  observedOn,
  observation: observation ?? false,
  items: items.map(toSignOffItem),
});

export const presentRequest = (request: RequestState): SignOffRequestResponse => ({
  id: request.id,
  contractId: request.contractId,
  askedBy: request.askedBy,
  recordedAt: request.recordedAt,
  status: request.status,
  items: request.items.map((item) => ({
    competency: item.competency,
    competencyTitle: item.competencyTitle,
    level: item.level,
    levelTitle: item.levelTitle,
    signOffId: item.signOffId,
    outcome: item.outcome,
    obsolete: item.obsolete,
  })),
  claim:
    request.status === 'claimed' && request.claim
      ? {
          claimedBy: request.claim.claimedBy,
          claimedAt: request.claim.claimedAt,
          lapsesAt: lapsesAt(request.claim),
        }
      : null,
  waitsFor: request.route && { act: request.route.act, personIds: [...request.route.personIds] },
  endedBy: request.end?.endedBy ?? null,
  endedAt: request.end?.endedAt ?? null,
});
