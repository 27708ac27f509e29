import { ApiProperty } from '@nestjs/swagger';
import { addDays, type Day } from '../../kernel/days.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { ROLES, type Role } from '../../platform/access/actor.js';
import { Text } from '../../platform/validation/fields.js';
import { MANDATE_ROLES, type MandateRole } from '../mandates/mandates.types.js';
import type { MembershipRow } from '../people/memberships/memberships.types.js';
import { clearedNames, type OwnChanges, type PersonRow } from '../people/people.types.js';
import { periodState, readUntil } from './me.rules.js';
import {
  PERIOD_STATES,
  type OwnAccount,
  type OwnMandateRow,
  type PeriodState,
  type Self,
} from './me.types.js';

/** A missing field is left alone, `null` clears it; one of the two civil names stands. */
export class UpdateMeBody {
  @Text({ max: 200, optional: true }) givenName?: string;

  @Text({ max: 200, optional: true }) familyName?: string;

  /** How you are called, where that is not the civil name: everybody is told this one. */
  @Text({ max: 200, optional: true }) usualGivenName?: string;

  /** How you are called, where that is not the civil name: everybody is told this one. */
  @Text({ max: 200, optional: true }) usualFamilyName?: string;

  @Text({ max: 40, optional: true }) phone?: string;
}

export class OwnPersonResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'As your papers say it; empty where you have one name only.' })
  givenName!: string;
  @ApiProperty({ description: 'As your papers say it; empty where you have one name only.' })
  familyName!: string;
  @ApiProperty({ type: String, nullable: true, description: 'How you are called, where that is another.' })
  usualGivenName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'How you are called, where that is another.' })
  usualFamilyName!: string | null;
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
  @ApiProperty({ type: String, nullable: true, description: 'Null for the platform, which is none.' })
  organisationName!: string | null;
  @ApiProperty({ enum: ROLES, enumName: 'Role' }) role!: Role;
  @ApiProperty({ type: String, format: 'date', nullable: true }) from!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Last day, included.' }) to!:
    string | null;
  @ApiProperty({ enum: PERIOD_STATES, enumName: 'PeriodState', description: 'As of today.' })
  state!: PeriodState;
}

export class OwnAlternantResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
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
  @ApiProperty({
    type: () => OwnAlternantResponse,
    nullable: true,
    description: 'That of the contract; null while it is not theirs to read.',
  })
  alternant!: OwnAlternantResponse | null;
  @ApiProperty({
    enum: PERIOD_STATES,
    enumName: 'PeriodState',
    description: 'As of today. `ended`: one records nothing more, and reads the contract until `readUntil`.',
  })
  state!: PeriodState;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The last day on which it lets its contract be read; null while no end is known.',
  })
  readUntil!: string | null;
}

export class WhoGaveTheLinkResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
}

export class OwnAccountResponse {
  @ApiProperty({ description: 'The address to sign in with.' }) email!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when the password is the present one; null: it is the first.',
  })
  passwordChangedAt!: string | null;
  @ApiProperty({
    type: () => WhoGaveTheLinkResponse,
    nullable: true,
    description:
      'Who gave by hand the link by which the present password was chosen. Was it not you who used it? Choose another, and tell them.',
  })
  passwordResetBy!: WhoGaveTheLinkResponse | null;
}

export class MeResponse {
  @ApiProperty({ type: () => OwnPersonResponse }) person!: OwnPersonResponse;
  @ApiProperty({ description: 'That of the account, which signs in.' }) email!: string;
  @ApiProperty({ type: () => OwnAccountResponse }) account!: OwnAccountResponse;
  @ApiProperty({
    type: () => OwnMembershipResponse,
    isArray: true,
    description: 'Those that ended and those of later too: `state` says which.',
  })
  memberships!: OwnMembershipResponse[];
  @ApiProperty({
    type: () => OwnMandateResponse,
    isArray: true,
    description: 'Also those of later, and for 30 days those that ended: `state` says which.',
  })
  mandates!: OwnMandateResponse[];
}

/** Only what was sent. */
export const ownChangesOf = (body: UpdateMeBody): OwnChanges =>
  Object.fromEntries(
    Object.entries({ ...body, ...clearedNames(body) }).filter(([, value]) => value !== undefined),
  ) as OwnChanges;

const presentOwnPerson = (person: PersonRow): OwnPersonResponse => ({
  id: person.id,
  givenName: person.givenName,
  familyName: person.familyName,
  usualGivenName: person.usualGivenName,
  usualFamilyName: person.usualFamilyName,
  birthDate: person.birthDate,
  email: person.email,
  phone: person.phone,
  externalId: person.externalId,
  createdAt: person.createdAt,
  updatedAt: person.updatedAt,
});

const presentOwnMembership = (
  membership: MembershipRow,
  organisations: ReadonlyMap<OrganisationId, string>,
  today: Day,
): OwnMembershipResponse => ({
  id: membership.id,
  organisationId: membership.organisationId,
  organisationName: (membership.organisationId && organisations.get(membership.organisationId)) ?? null,
  role: membership.role,
  from: membership.from,
  to: membership.until === null ? null : addDays(membership.until, -1),
  state: periodState(membership, today),
});

const presentOwnMandate = (mandate: OwnMandateRow, today: Day): OwnMandateResponse => ({
  id: mandate.id,
  contractId: mandate.contractId,
  role: mandate.role,
  from: mandate.from,
  to: mandate.until === null ? null : addDays(mandate.until, -1),
  maxLevel: mandate.maxLevel,
  alternant: mandate.alternant && {
    id: mandate.alternant.id,
    givenName: mandate.alternant.givenName,
    familyName: mandate.alternant.familyName,
  },
  state: periodState(mandate, today),
  readUntil: readUntil(mandate.until),
});

const presentOwnAccount = ({
  email,
  passwordChangedAt,
  passwordResetBy,
}: OwnAccount): OwnAccountResponse => ({
  email,
  passwordChangedAt,
  passwordResetBy: passwordResetBy && {
    id: passwordResetBy.id,
    givenName: passwordResetBy.givenName,
    familyName: passwordResetBy.familyName,
  },
});

export const presentMe = ({ person, account, organisations, mandates, today }: Self): MeResponse => ({
  person: presentOwnPerson(person),
  email: account.email,
  account: presentOwnAccount(account),
  memberships: person.memberships.map((one) => presentOwnMembership(one, organisations, today)),
  mandates: mandates.map((one) => presentOwnMandate(one, today)),
});
