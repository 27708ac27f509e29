import { ApiProperty, PartialType } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { Judged, type BodyRule } from '../../platform/validation/body-rules.js';
import { DayField, Email, Flag, Items, OneOf, Text, UuidField } from '../../platform/validation/fields.js';
import {
  idOf,
  MembershipBody,
  membershipOf,
  MembershipResponse,
  presentMembership,
} from './memberships/memberships.dto.js';
import type { EndedMandate } from './memberships/departures.types.js';
import type {
  ChangedPerson,
  PersonChanges,
  PersonCommand,
  PersonDetails,
  PersonRow,
  WithDuplicates,
} from './people.types.js';
import { findWrongBirth } from './people.rules.js';
import { cannotBeCleared, endsBeforeStart } from './people.errors.js';

const personMistakes: BodyRule<PersonBody> = ({ birthDate, memberships }, today) => [
  ...(birthDate ? findWrongBirth(birthDate, today) : []),
  ...(memberships ?? []).flatMap((one, index) =>
    one?.from && one.to && one.to < one.from ? [endsBeforeStart(`/memberships/${index}/to`)] : [],
  ),
];

@Judged<PersonBody>(personMistakes)
export class PersonBody {
  @Text({ max: 200, optional: true, description: 'Left out for whoever has one name only.' })
  givenName?: string;

  @Text({ max: 200, description: 'With its particles, as it is written.' }) familyName!: string;

  @DayField({ optional: true, description: 'Without it a person counts as a minor.' }) birthDate?: Day;

  @Email({ optional: true }) email?: string;

  @Text({ max: 40, optional: true }) phone?: string;

  @Text({
    max: 200,
    optional: true,
    description: 'The id in your own system; unique in the organisation that records the person.',
  })
  externalId?: string;

  @Items(() => MembershipBody, {
    min: 0,
    max: 50,
    optional: true,
    description:
      'What the person is, where and when. On a person who exists: one that overlaps one held in the same organisation and role corrects its days, any other is added, none is taken away. An end ends the mandates that need the membership.',
  })
  memberships?: MembershipBody[];
}

const REASON =
  'Why the names or the birth date are corrected: needed where the person holds or held a signed contract, and kept. Never the identity of a resident or a patient.';

/** A missing field is left alone, `null` clears it. */
@Judged<UpdatePersonBody>((body, today) => [
  ...(body.familyName === null ? [cannotBeCleared('/familyName')] : []),
  ...personMistakes(body, today),
])
export class UpdatePersonBody extends PartialType(PersonBody) {
  @Text({ max: 2000, optional: true, description: REASON }) reason?: string;
}

/** The external id is that of the path. */
export class PutPersonBody extends PersonBody {
  @Text({ max: 2000, optional: true, description: REASON }) reason?: string;

  @Flag({
    optional: true,
    description:
      'The record may become that of another name and another birth date; without it that is refused.',
  })
  replaceIdentity?: boolean;
}

const DRY_RUN = 'Only show which mandates would end; nothing is changed.';

export class UpdatePersonQuery {
  @OneOf(['true', 'false'], { optional: true, description: DRY_RUN }) dryRun?: 'true' | 'false';
}

export class PutPersonQuery extends UpdatePersonQuery {
  @UuidField({
    optional: true,
    description: 'The organisation that keeps this external id, when you administer several.',
  })
  organisationId?: OrganisationId;
}

const PERSONAL = 'Null for whoever is neither this person nor an administrator of an organisation of theirs.';

export class PersonResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Empty for whoever has one name only.' }) givenName!: string;
  @ApiProperty() familyName!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: PERSONAL }) birthDate!:
    string | null;
  @ApiProperty({ type: String, nullable: true, description: PERSONAL }) email!: string | null;
  @ApiProperty({ type: String, nullable: true, description: PERSONAL }) phone!: string | null;
  @ApiProperty({ type: String, nullable: true, description: PERSONAL }) externalId!: string | null;
  @ApiProperty({
    type: () => MembershipResponse,
    isArray: true,
    description:
      'Those that you may know: your own; as an administrator those of your organisations; else none.',
  })
  memberships!: MembershipResponse[];
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

export class AlternantLeftResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
}

export class EndedMandateResponse {
  @ApiProperty({ format: 'uuid' }) mandateId!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ description: 'That of the mandate.' }) role!: string;
  /** The first day out; the first day of the mandate, when it never begins. */
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({
    type: () => AlternantLeftResponse,
    nullable: true,
    description: 'Null for whoever may not see them.',
  })
  alternant!: AlternantLeftResponse | null;
}

/** A person whom the reader administers, and who may be another record of the same human. */
export class PossibleDuplicateResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
}

export class RecordedPersonResponse extends PersonResponse {
  @ApiProperty({
    type: () => PossibleDuplicateResponse,
    isArray: true,
    description:
      'Who has the same names and birth date, or the same e-mail, among those whose birth date and e-mail you may know; ten at most.',
  })
  possibleDuplicates!: PossibleDuplicateResponse[];
}

export class ChangedPersonResponse extends RecordedPersonResponse {
  @ApiProperty({
    type: () => EndedMandateResponse,
    isArray: true,
    description: 'The mandates that end with a membership that was ended; with `dryRun`, that would.',
  })
  endedMandates!: EndedMandateResponse[];
}

export const personCommandOf = (
  body: PersonBody & { reason?: string; replaceIdentity?: boolean },
  organisationId?: OrganisationId,
): PersonCommand => ({
  details: {
    givenName: body.givenName ?? '',
    familyName: body.familyName,
    birthDate: body.birthDate ?? null,
    email: body.email ?? null,
    phone: body.phone ?? null,
    externalId: body.externalId ?? null,
  },
  memberships: (body.memberships ?? []).map(membershipOf),
  organisationId: idOf(organisationId),
  reason: body.reason ?? null,
  replaceIdentity: body.replaceIdentity ?? false,
});

/** Only what was sent. */
export function personChangesOf({ memberships, reason, ...body }: UpdatePersonBody): PersonChanges {
  const sent = { ...body, ...(body.givenName === null ? { givenName: '' } : {}) };
  const details = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
  return {
    details: details as Partial<PersonDetails>,
    memberships: (memberships ?? []).map(membershipOf),
    reason: reason ?? null,
  };
}

export const presentPerson = (person: PersonRow): PersonResponse => ({
  id: person.id,
  givenName: person.givenName,
  familyName: person.familyName,
  birthDate: person.birthDate,
  email: person.email,
  phone: person.phone,
  externalId: person.externalId,
  memberships: person.memberships.map(presentMembership),
  createdAt: person.createdAt,
  updatedAt: person.updatedAt,
});

export const presentEndedMandate = (ended: EndedMandate): EndedMandateResponse => ({
  mandateId: ended.mandateId,
  contractId: ended.contractId,
  role: ended.role,
  on: ended.on,
  alternant: ended.alternant && {
    id: ended.alternant.id,
    givenName: ended.alternant.givenName,
    familyName: ended.alternant.familyName,
  },
});

export const presentRecordedPerson = ({
  person,
  possibleDuplicates,
}: WithDuplicates<{ person: PersonRow }>): RecordedPersonResponse => ({
  ...presentPerson(person),
  possibleDuplicates: possibleDuplicates.map(({ id, givenName, familyName }) => ({
    id,
    givenName,
    familyName,
  })),
});

export const presentChangedPerson = ({
  endedMandates,
  ...recorded
}: WithDuplicates<ChangedPerson>): ChangedPersonResponse => ({
  ...presentRecordedPerson(recorded),
  endedMandates: endedMandates.map(presentEndedMandate),
});
