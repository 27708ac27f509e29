import { ApiProperty } from '@nestjs/swagger';
import { Judged } from '../../platform/validation/body-rules.js';
import { Nested, Text, UuidField } from '../../platform/validation/fields.js';
import { DisputedBody, DisputedResponse, DisputeResponse, presentDispute } from '../disputes/disputes.dto.js';
import { competencyTitle, levelTitle } from '../frameworks/frameworks.types.js';
import { LadderResponse, presentLadder } from '../ladder/ladder.dto.js';
import { SIGN_OFF_OUTCOMES, type SignOffOutcome } from '../ladder/facts.types.js';
import { REQUEST_STATUSES, type RequestStatus } from '../sign-off-requests/sign-off-requests.types.js';
import { JudgementsBody, judgementsRule } from '../sign-offs/sign-offs.dto.js';
import { GUEST_PURPOSES, type GuestPurpose } from './guest-links.types.js';
import type { GuestRequest, GuestSession, RepresentedLadder } from './guests.service.js';

export class GuestTokenBody {
  /** The `token` of the link. */
  @Text({ max: 200 }) token!: string;
}

export class GuestVisitBody {
  /** The `session` that the link opened. */
  @Text({ max: 200 }) session!: string;
}

@Judged<GuestAnswerBody>(judgementsRule)
export class GuestAnswerBody extends JudgementsBody {
  /** The `session` that the link opened. */
  @Text({ max: 200 }) session!: string;

  @Text({
    max: 20,
    optional: true,
    description: 'The six digits that came by mail: needed above the first level.',
  })
  code?: string;
}

export class GuestDisputeBody {
  /** The `session` that the link opened. */
  @Text({ max: 200 }) session!: string;

  @Nested(() => DisputedBody) about!: DisputedBody;

  @Text({ max: 2000, description: 'Why. Never the identity of a resident or a patient.' }) grounds!: string;
}

export class GuestDisputeWithdrawalBody {
  /** The `session` that the link opened. */
  @Text({ max: 200 }) session!: string;

  @UuidField({ description: 'A dispute that they opened.' }) disputeId!: string;
}

export class GuestSessionResponse {
  /** The secret of the visit: it stands for the link until it expires, or the link is opened again. */
  @ApiProperty() session!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ enum: GUEST_PURPOSES, enumName: 'GuestPurpose', description: 'What the link is for.' })
  purpose!: GuestPurpose;
}

export class GuestDisownedResponse {
  /** Always true: the link opens nothing any more. */
  @ApiProperty() disowned!: boolean;
}

export class GuestCodeResponse {
  /** Always true: the code is on its way. */
  @ApiProperty() sent!: boolean;
}

export class GuestItemResponse {
  @ApiProperty() competency!: string;
  /** What people call the competency. */
  @ApiProperty() competencyTitle!: string;
  @ApiProperty() level!: string;
  /** What people call the level. */
  @ApiProperty() levelTitle!: string;
  @ApiProperty({ enum: SIGN_OFF_OUTCOMES, enumName: 'SignOffOutcome', nullable: true })
  outcome!: SignOffOutcome | null;
}

export class GuestRequestResponse {
  @ApiProperty({ description: 'The given name of the alternant, and no more.' }) alternantGivenName!: string;
  /** Who asks: the employer. */
  @ApiProperty() organisation!: string;
  /** The first day that may be signed for. */
  @ApiProperty({ format: 'date' }) metOn!: string;
  @ApiProperty({ enum: REQUEST_STATUSES, enumName: 'SignOffRequestStatus', description: 'As it stands now.' })
  status!: RequestStatus;
  @ApiProperty({ type: [GuestItemResponse] }) items!: GuestItemResponse[];
  /** Whether the answer takes a code. */
  @ApiProperty() needsCode!: boolean;
  /** When the link expires. */
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

export class ContestableResponse {
  @ApiProperty() about!: DisputedResponse;
  /** What people call the competency; null of a level as a whole. */
  @ApiProperty({ type: String, nullable: true }) competencyTitle!: string | null;
  /** What people call the level. */
  @ApiProperty() levelTitle!: string;
  @ApiProperty({
    enum: ['not_yet', 'cannot_assess', 'revoked', 'decline'],
    enumName: 'ContestableOutcome',
    description: 'What was judged, taken back or refused.',
  })
  outcome!: string;
  /** What whoever recorded it wrote. */
  @ApiProperty({ type: String, nullable: true }) words!: string | null;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** The dispute that is open on it, or was ruled; null: it may be contested. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) disputeId!: string | null;
}

export class RepresentedLadderResponse {
  @ApiProperty({ description: 'The given name of the alternant.' }) alternantGivenName!: string;
  @ApiProperty() ladder!: LadderResponse;
  /** What was refused or taken back lately, the latest first. */
  @ApiProperty({ type: [ContestableResponse] }) contestable!: ContestableResponse[];
  /** What was contested, by whomever, ended or not. */
  @ApiProperty({ type: [DisputeResponse] }) disputes!: DisputeResponse[];
  /** When the link expires. */
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

export const presentSession = ({ link, session, expiresAt }: GuestSession): GuestSessionResponse => ({
  session,
  expiresAt,
  purpose: link.purpose,
});

export const presentGuestRequest = ({
  link,
  alternantGivenName,
  request,
  needsCode,
}: GuestRequest): GuestRequestResponse => ({
  alternantGivenName,
  organisation: link.organisation,
  metOn: link.metOn,
  status: request.status,
  items: request.items.map((item) => ({
    competency: item.competency,
    competencyTitle: item.competencyTitle,
    level: item.level,
    levelTitle: item.levelTitle,
    outcome: item.outcome,
  })),
  needsCode,
  expiresAt: link.expiresAt,
});

export const presentRepresentedLadder = (found: RepresentedLadder): RepresentedLadderResponse => ({
  alternantGivenName: found.alternantGivenName,
  ladder: presentLadder(found.read),
  contestable: found.contestable.map((fact) => ({
    about: { kind: fact.kind, id: fact.id },
    competencyTitle: fact.competency === '' ? null : competencyTitle(found.ladder, fact.competency),
    levelTitle: levelTitle(found.ladder, fact.level),
    outcome: fact.outcome,
    words: fact.words,
    recordedAt: fact.recordedAt,
    disputeId: fact.disputeId,
  })),
  disputes: found.disputes.map(presentDispute),
  expiresAt: found.link.expiresAt,
});
