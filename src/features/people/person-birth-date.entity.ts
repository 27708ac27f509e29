import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { PersonId } from '../../kernel/ids.js';

/** The birth date known of a person from an instant on: what was allowed then is answered as it was. A trigger writes it. */
@Entity('person_birth_dates')
export class PersonBirthDate {
  @ForeignKey('Person', { name: 'person_birth_dates_person_id_fkey' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'person_birth_dates_pkey' })
  personId!: PersonId;

  /** The version of the person's record. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'person_birth_dates_pkey' })
  version!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('date', { name: 'birth_date', nullable: true })
  birthDate!: Day | null;
}
