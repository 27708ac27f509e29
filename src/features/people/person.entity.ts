import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import { DatedRecord } from '../../platform/database/dated-record.js';

/** A human being: alternant, tutor, staff. `owner_id` is the organisation that recorded them, null for the platform. */
@Entity('people')
@Index('people_external_id_once', ['ownerId', 'externalId'], {
  unique: true,
  where: 'external_id is not null',
})
@Index('people_external_id_of_platform_once', ['externalId'], {
  unique: true,
  where: 'owner_id is null and external_id is not null',
})
@Index('people_email', { synchronize: false })
@Index('people_changed', ['changedAt', 'id'])
@Index('people_search', { synchronize: false })
@Index('people_owner', ['ownerId'])
@Index('people_external_id', ['externalId'], { where: 'external_id is not null' })
@Check('people_have_a_name', `given_name <> '' or family_name <> ''`)
export class Person extends DatedRecord {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'people_pkey' })
  id!: PersonId;

  @Column('text', { name: 'given_name' })
  givenName!: string;

  @Column('text', { name: 'family_name' })
  familyName!: string;

  @Column('text', { name: 'usual_given_name', nullable: true })
  usualGivenName!: string | null;

  @Column('text', { name: 'usual_family_name', nullable: true })
  usualFamilyName!: string | null;

  @Column('date', { name: 'birth_date', nullable: true })
  birthDate!: Day | null;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  phone!: string | null;

  @ForeignKey('Organisation', { name: 'people_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: OrganisationId | null;

  @Column('text', { name: 'external_id', nullable: true })
  externalId!: string | null;

  /** What a search looks at: a trigger writes it. */
  @Column('text', { name: 'search_key' })
  searchKey!: string;

  /** Since when it is nobody's record: names are gone, and nothing changes any more. */
  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;
}
