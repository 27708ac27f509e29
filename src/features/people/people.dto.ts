import { ApiProperty, PartialType } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import type { OrganisationId } from '../../kernel/ids.js';
import { Judged, wasRefused, type BodyRule, type Sound } from '../../platform/validation/body-rules.js';
import { DayField, Email, Flag, Items, OneOf, Text, UuidField } from '../../platform/validation/fields.js';
import {
  idOf,
  MembershipBody,
  membershipOf,
  MembershipResponse,
  presentMembership,
} from './memberships/memberships.dto.js';
import { EndedMandateResponse, presentEndedMandate } from './memberships/ended-mandates.dto.js';
import {
  clearedNames,
  type ChangedPerson,
  type PersonChanges,
  type PersonCommand,
  type PersonDetails,
  type PersonRow,
  type WithDuplicates,
} from './people.types.js';
import { findWrongBirth } from './people.rules.js';
import { endsBeforeStart, nameNeeded } from './people.errors.js';

const personMistakes: BodyRule<PersonBody> = ({ birthDate, memberships }, today) => [
  ...(birthDate ? findWrongBirth(birthDate, today) : []),
  ...(memberships ?? []).flatMap((one, index) =>
    one?.from && one.to && one.to < one.from ? [endsBeforeStart(`/memberships/${index}/to`)] : [],
  ),
];

const USUAL =
  'How the person is called, where that is not the civil name: everybody is told this one. Left out of a PUT it stays; `null` takes it back.';

const namesNobody = (body: Sound<PersonBody>): boolean =>
  !body.givenName && !body.familyName && !wasRefused(body, 'givenName') && !wasRefused(body, 'familyName');

@Judged<PersonBody>((body, today) => [
  ...(namesNobody(body) ? [nameNeeded()] : []),
  ...personMistakes(body, today),
])
export class PersonBody {
  @Text({ max: 200, optional: true, description: 'The civil one. Left out for whoever has one name only.' })
  givenName?: string;

  @Text({
    max: 200,
    optional: true,
    description:
      'The civil one, with its particles, as it is written. Left out for whoever has one name only.',
  })
  familyName?: string;

  @Text({ max: 200, optional: true, description: USUAL }) usualGivenName?: string;

  @Text({ max: 200, optional: true, description: USUAL }) usualFamilyName?: string;

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
  ...(body.givenName === null && body.familyName === null ? [nameNeeded()] : []),
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

const CIVIL =
  'As papers say it; empty for whoever has one name only. For whoever may not know the rest of this record: how the person is called.';

const USUALLY =
  'How the person is called, where that is not the civil name. Null for whoever may not know the civil one.';

export class PersonResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: CIVIL }) givenName!: string;
  @ApiProperty({ description: CIVIL }) familyName!: string;
  @ApiProperty({ type: String, nullable: true, description: USUALLY }) usualGivenName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: USUALLY }) usualFamilyName!: string | null;
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
    familyName: body.familyName ?? '',
    ...(body.usualGivenName === undefined ? {} : { usualGivenName: body.usualGivenName }),
    ...(body.usualFamilyName === undefined ? {} : { usualFamilyName: body.usualFamilyName }),
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
  const sent = { ...body, ...clearedNames(body) };
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
  usualGivenName: person.usualGivenName,
  usualFamilyName: person.usualFamilyName,
  birthDate: person.birthDate,
  email: person.email,
  phone: person.phone,
  externalId: person.externalId,
  memberships: person.memberships.map(presentMembership),
  createdAt: person.createdAt,
  updatedAt: person.updatedAt,
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
