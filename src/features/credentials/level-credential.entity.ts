import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ContractId, LadderId } from '../../kernel/ids.js';
import type { CredentialId, ShownName } from './credentials.types.js';

/** That a credential of an achieved level was made, and where its status stands; the credential itself is made of it. */
@Entity('level_credentials')
@Check('level_credentials_shown_name_known', `shown_name in ('usual', 'civil', 'none')`)
@Check('level_credentials_index_in_list', 'status_list >= 1 and status_index between 0 and 131071')
@Index('level_credentials_one_at_a_time', ['contractId', 'level'], {
  unique: true,
  where: 'revoked_at is null',
})
@Index('level_credentials_status_once', ['statusList', 'statusIndex'], { unique: true })
@Index('level_credentials_contract', ['contractId', 'id'])
export class LevelCredential {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'level_credentials_pkey' })
  id!: CredentialId;

  @ForeignKey('Contract', { name: 'level_credentials_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @ForeignKey('Ladder', { name: 'level_credentials_ladder_id_fkey' })
  @Column('uuid', { name: 'ladder_id' })
  ladderId!: LadderId;

  @Column('text')
  level!: string;

  @Column('text', { name: 'shown_name' })
  shownName!: ShownName;

  @Column('timestamptz', { name: 'achieved_at' })
  achievedAt!: Date;

  @Column('timestamptz', { name: 'issued_at' })
  issuedAt!: Date;

  @Column('integer', { name: 'status_list' })
  statusList!: number;

  @Column('integer', { name: 'status_index' })
  statusIndex!: number;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
