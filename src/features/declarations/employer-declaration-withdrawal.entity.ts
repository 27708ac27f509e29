import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ApiClientId, DeclarationId, Id, PersonId } from '../../kernel/ids.js';

/** Ends a declaration before its time, once. */
@Entity('employer_declaration_withdrawals')
@Index('employer_declaration_withdrawals_once', ['declarationId'], { unique: true })
@Check('employer_declaration_withdrawals_has_one_author', `num_nonnulls(recorded_by, recorded_by_client) = 1`)
export class EmployerDeclarationWithdrawal {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'employer_declaration_withdrawals_pkey' })
  id!: Id<'declaration_withdrawal'>;

  @ForeignKey('EmployerDeclaration', { name: 'employer_declaration_withdrawals_declaration_id_fkey' })
  @Column('uuid', { name: 'declaration_id' })
  declarationId!: DeclarationId;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'employer_declaration_withdrawals_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: PersonId | null;

  @ForeignKey('ApiClient', { name: 'employer_declaration_withdrawals_recorded_by_client_fkey' })
  @Column('uuid', { name: 'recorded_by_client', nullable: true })
  recordedByClient!: ApiClientId | null;
}
