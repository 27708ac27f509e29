import { ApiProperty } from '@nestjs/swagger';
import { addDays } from '../../kernel/days.js';
import { ROLES, type Role } from '../../platform/access/actor.js';
import { Text } from '../../platform/validation/fields.js';
import { MANDATE_ROLES, type MandateRole } from '../mandates/mandates.types.js';
import type { MembershipRow } from '../people/memberships/memberships.types.js';
import type { OwnChanges, PersonRow } from '../people/people.types.js';
import type { OwnMandateRow, Self } from './me.types.js';

/** A missing field is left alone, `null` clears the phone. */
export class UpdateMeBody {
  @Text({ max: 100, optional: true }) givenName?: string;

  @Text({ max: 100, optional: true }) familyName?: string;

  @Text({ max: 40, optional: true }) phone?: string;
}

export class OwnPersonResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) birthDate!: string | null;
  @ApiProperty({ type: String, nullable: true }) email!: string | null;
  @ApiProperty({ type: String, nullable: true }) phone!: string | null;
  @ApiProperty({ type: String, nullable: true }) externalId!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

export class OwnMembershipResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) organisationId!: string | null;
  @ApiProperty({ enum: ROLES, enumName: 'Role' }) role!: Role;
  @ApiProperty({ type: String, format: 'date', nullable: true }) from!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day, included.' }) to!:
    string | null;
}

export class OwnMandateResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ enum: MANDATE_ROLES, enumName: 'MandateRole' }) role!: MandateRole;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day, included.' }) to!:
    string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the highest level it may sign; null: all.',
  })
  maxLevel!: string | null;
}

export class MeResponse {
  @ApiProperty({ type: () => OwnPersonResponse }) person!: OwnPersonResponse;
  @ApiProperty({ description: 'That of the account, which signs in.' }) email!: string;
  @ApiProperty({ type: () => OwnMembershipResponse, isArray: true }) memberships!: OwnMembershipResponse[];
  @ApiProperty({
    type: () => OwnMandateResponse,
    isArray: true,
    description: 'Until 30 days after they end.',
  })
  mandates!: OwnMandateResponse[];
}

/** Only what was sent. */
export const ownChangesOf = (body: UpdateMeBody): OwnChanges =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as OwnChanges;

const presentOwnPerson = (person: PersonRow): OwnPersonResponse => ({
  id: person.id,
  givenName: person.givenName,
  familyName: person.familyName,
  birthDate: person.birthDate,
  email: person.email,
  phone: person.phone,
  externalId: person.externalId,
  createdAt: person.createdAt,
  updatedAt: person.updatedAt,
});

const presentOwnMembership = (membership: MembershipRow): OwnMembershipResponse => ({
  id: membership.id,
  organisationId: membership.organisationId,
  role: membership.role,
  from: membership.from,
  to: membership.until === null ? null : addDays(membership.until, -1),
});

const presentOwnMandate = (mandate: OwnMandateRow): OwnMandateResponse => ({
  id: mandate.id,
  contractId: mandate.contractId,
  role: mandate.role,
  from: mandate.from,
  to: mandate.until === null ? null : addDays(mandate.until, -1),
  maxLevel: mandate.maxLevel,
});

export const presentMe = ({ person, email, mandates }: Self): MeResponse => ({
  person: presentOwnPerson(person),
  email,
  memberships: person.memberships.map(presentOwnMembership),
  mandates: mandates.map(presentOwnMandate),
});
