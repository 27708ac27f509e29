import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Day } from '../../kernel/days.js';
import type { ApiClientId, DeclarationId, LadderId, OrganisationId, PersonId } from '../../kernel/ids.js';

/** Regulated work that an employer declared to the labour inspectorate: missions of one ladder. */
@Entity('employer_declarations')
@Index('employer_declarations_employer', ['employerId', 'id'])
@Check('employer_declarations_names_missions', `cardinality(missions) > 0`)
@Check('employer_declarations_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
export class EmployerDeclaration {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'employer_declarations_pkey' })
  id!: DeclarationId;

  @ForeignKey('Organisation', { name: 'employer_declarations_employer_id_fkey' })
  @Column('uuid', { name: 'employer_id' })
  employerId!: OrganisationId;

  @ForeignKey('Ladder', { name: 'employer_declarations_ladder_id_fkey' })
  @Column('uuid', { name: 'ladder_id' })
  ladderId!: LadderId;

  @Column('text', { array: true })
  missions!: string[];

  @Column('date', { name: 'declared_on' })
  declaredOn!: Day;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'employer_declarations_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'employer_declarations_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
