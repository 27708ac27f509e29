import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { PersonId } from '../../kernel/ids.js';

/** What a person was called from an instant on: a report of the past keeps the name of its time. */
@Entity('person_names')
export class PersonName {
  @ForeignKey('Person', { name: 'person_names_person_id_fkey' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'person_names_pkey' })
  personId!: PersonId;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'person_names_pkey' })
  version!: number;

  @Column('text', { name: 'given_name' })
  givenName!: string;

  @Column('text', { name: 'family_name' })
  familyName!: string;

  @Column('text', { name: 'usual_given_name', nullable: true })
  usualGivenName!: string | null;

  @Column('text', { name: 'usual_family_name', nullable: true })
  usualFamilyName!: string | null;
}
