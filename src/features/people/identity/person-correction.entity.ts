import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Day } from '../../../kernel/days.js';
import type { ApiClientId, PersonId } from '../../../kernel/ids.js';

/** Who corrected the names or the birth date of somebody who had signed a contract, why, and what stood before. */
@Entity('person_corrections')
@Check('person_corrections_have_one_author', `num_nonnulls(corrected_by, corrected_by_client) = 1`)
export class PersonCorrection {
  @ForeignKey('Person', { name: 'person_corrections_person_id_fkey' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'person_corrections_pkey' })
  personId!: PersonId;

  /** That the correction made of the person's record. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'person_corrections_pkey' })
  version!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'person_corrections_corrected_by_fkey' })
  @Column('uuid', { name: 'corrected_by', nullable: true })
  correctedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'person_corrections_corrected_by_client_fkey' })
  @Column('uuid', { name: 'corrected_by_client', nullable: true })
  correctedByClient!: ApiClientId | null;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'given_name_before' })
  givenNameBefore!: string;

  @Column('text', { name: 'family_name_before' })
  familyNameBefore!: string;

  @Column('date', { name: 'birth_date_before', nullable: true })
  birthDateBefore!: Day | null;

  @Column('text', { name: 'given_name_after' })
  givenNameAfter!: string;

  @Column('text', { name: 'family_name_after' })
  familyNameAfter!: string;

  @Column('date', { name: 'birth_date_after', nullable: true })
  birthDateAfter!: Day | null;
}
