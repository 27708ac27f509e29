import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../../kernel/days.js';
import type { OrganisationId } from '../../../kernel/ids.js';
import { ROLES, type Role } from '../../../platform/access/actor.js';
import { DayField, OneOf, UuidField } from '../../../platform/validation/fields.js';
import type { MembershipDetails, MembershipRow } from './memberships.types.js';

export class MembershipBody {
  @UuidField({ optional: true, description: 'Needed for every role but `platform_admin`, which has none.' })
  organisationId?: OrganisationId;

  @OneOf(ROLES, { name: 'Role' }) role!: Role;

  @DayField({ optional: true, description: 'First day. Without it the membership has always held.' })
  from?: Day;

  @DayField({ optional: true, description: 'Last day, included. Without it there is no end.' })
  to?: Day;
}

export class MembershipResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) organisationId!: string | null;
  @ApiProperty({ enum: ROLES, enumName: 'Role' }) role!: Role;
  @ApiProperty({ type: String, format: 'date', nullable: true }) from!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day, included.' }) to!:
    string | null;
}

/** As it is stored: a UUID may be written in capitals. */
export const idOf = (id: OrganisationId | null | undefined) =>
  id ? (id.toLowerCase() as OrganisationId) : null;

export const membershipOf = (body: MembershipBody): MembershipDetails => ({
  organisationId: idOf(body.organisationId),
  role: body.role,
  from: body.from ?? null,
  until: body.to === undefined || body.to === null ? null : addDays(body.to, 1),
});

export const presentMembership = (membership: MembershipRow): MembershipResponse => ({
  id: membership.id,
  organisationId: membership.organisationId,
  role: membership.role,
  from: membership.from,
  to: membership.until === null ? null : addDays(membership.until, -1),
});
