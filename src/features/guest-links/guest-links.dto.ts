import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { ContractId, SignOffRequestId } from '../../kernel/ids.js';
import { WithheldField } from '../../platform/responses/answer.js';
import { DayField, Email, Text, UuidField, Whole } from '../../platform/validation/fields.js';
import type { IssuedLink } from './guest-links.service.js';
import {
  GUEST_LINK_STATES,
  GUEST_LINK_VOID_REASONS,
  GUEST_PURPOSES,
  MOST_DAYS,
  USUAL_DAYS,
  type GuestLinkRow,
  type GuestLinkState,
  type GuestLinkVoidReason,
  type GuestPurpose,
  type TutorLinkCommand,
} from './guest-links.types.js';

const Days = () =>
  Whole({
    min: 1,
    max: MOST_DAYS,
    optional: true,
    description: `For how many days it is good: ${USUAL_DAYS}, unless said.`,
  });

export class TutorLinkBody {
  @UuidField({ description: 'The one request that they answer.' }) signOffRequestId!: string;

  @Text({ max: 100, description: 'The given name.' }) givenName!: string;

  @Text({ max: 100, description: 'The family name.' }) familyName!: string;

  @Text({ max: 100, description: 'What they are, where they worked with the alternant.' }) jobTitle!: string;

  @Email({ description: 'Where the link goes.' }) email!: string;

  @DayField({
    optional: true,
    description:
      'The day on which they worked with the alternant: today, unless said, or 7 days back at most.',
  })
  metOn?: Day;

  @Days() days?: number;
}

export class RepresentativeLinkBody {
  @Days() days?: number;
}

export class GuestLinkResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ enum: GUEST_PURPOSES, enumName: 'GuestPurpose', description: 'What it is for.' })
  purpose!: GuestPurpose;
  /** Under whom its facts are recorded: a person without an account. */
  @ApiProperty({ format: 'uuid' }) personId!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
  /** What a tutor met once is; null of a representative. */
  @ApiProperty({ type: String, nullable: true }) jobTitle!: string | null;
  @ApiProperty() email!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) signOffRequestId!: string | null;
  /** The first day that a tutor met once signs for. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) metOn!: string | null;
  @ApiProperty({
    enum: GUEST_LINK_STATES,
    enumName: 'GuestLinkState',
    description:
      'As of now. `used`: a tutor’s is over, a representative’s goes on. `disowned`: whoever got it said that it was not for them. `void`: `voidReason` says why it opens nothing.',
  })
  state!: GuestLinkState;
  @ApiProperty({
    enum: GUEST_LINK_VOID_REASONS,
    enumName: 'GuestLinkVoidReason',
    nullable: true,
    description: 'Why it opens nothing, though its days last and nobody withdrew it.',
  })
  voidReason!: GuestLinkVoidReason | null;
  /** Who gave it. */
  @ApiProperty({ format: 'uuid' }) issuedBy!: string;
  @ApiProperty({ format: 'date-time' }) issuedAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  /** When it was sent last. */
  @ApiProperty({ format: 'date-time' }) lastSentAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) openedAt!: string | null;
  /** When something was recorded by it first. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) usedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) withdrawnBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) disownedAt!: string | null;
}

export class IssuedGuestLinkResponse extends GuestLinkResponse {
  @ApiProperty({
    required: false,
    description: 'The link to pass on, shown this once: only where no mail transport is configured.',
  })
  url?: string;
  @WithheldField() withheld?: string[];
}

export const toTutorLinkCommand = (contractId: ContractId, body: TutorLinkBody): TutorLinkCommand => ({
  contractId,
  requestId: body.signOffRequestId as SignOffRequestId,
  givenName: body.givenName.trim(),
  familyName: body.familyName.trim(),
  jobTitle: body.jobTitle.trim(),
  email: body.email.toLowerCase(),
  metOn: body.metOn ?? null,
  days: body.days ?? USUAL_DAYS,
});

export const presentLink = (link: GuestLinkRow): GuestLinkResponse => ({
  id: link.id,
  contractId: link.contractId,
  purpose: link.purpose,
  personId: link.personId,
  givenName: link.givenName,
  familyName: link.familyName,
  jobTitle: link.jobTitle,
  email: link.email,
  signOffRequestId: link.requestId,
  metOn: link.metOn,
  state: link.state,
  voidReason: link.reason,
  issuedBy: link.issuedBy,
  issuedAt: link.issuedAt,
  expiresAt: link.expiresAt,
  lastSentAt: link.lastSentAt,
  openedAt: link.openedAt,
  usedAt: link.usedAt,
  withdrawnAt: link.withdrawnAt,
  withdrawnBy: link.withdrawnBy,
  disownedAt: link.disownedAt,
});

export const presentIssued = ({ link, url }: IssuedLink): IssuedGuestLinkResponse => ({
  ...presentLink(link),
  ...(url === undefined ? {} : { url }),
});
