import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type {
  ContractId,
  EvidenceId,
  JournalEntryId,
  ObservationId,
  PersonId,
  SignOffId,
} from '../../kernel/ids.js';

/** A photo or a document. Its bytes are in the store of files, under its id. */
@Entity('evidence')
@Index('evidence_in_order', ['contractId', 'sequence'], { unique: true })
@Check('evidence_media_type_known', `media_type in ('image/jpeg', 'image/png', 'application/pdf')`)
@Check('evidence_size_positive', `size > 0`)
@Check('evidence_sha256_whole', `octet_length(sha256) = 32`)
@Check('evidence_warning_acknowledged', `warning_version > 0`)
export class EvidenceFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evidence_pkey' })
  id!: EvidenceId;

  @ForeignKey('Contract', { name: 'evidence_contract_id_fkey' })
  @Column('uuid', { name: 'contract_id' })
  contractId!: ContractId;

  @Column('bigint')
  sequence!: number;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @ForeignKey('Person', { name: 'evidence_added_by_fkey' })
  @Column('uuid', { name: 'added_by' })
  addedBy!: PersonId;

  @ForeignKey('Observation', { name: 'evidence_observation_id_fkey' })
  @Column('uuid', { name: 'observation_id', nullable: true })
  observationId!: ObservationId | null;

  @ForeignKey('SignOff', { name: 'evidence_sign_off_id_fkey' })
  @Column('uuid', { name: 'sign_off_id', nullable: true })
  signOffId!: SignOffId | null;

  @Column('text', { name: 'media_type' })
  mediaType!: string;

  @Column('integer')
  size!: number;

  @Column('bytea')
  sha256!: Buffer;

  @Column('text', { name: 'file_name', nullable: true })
  fileName!: string | null;

  @Column('integer', { name: 'warning_version' })
  warningVersion!: number;

  @ForeignKey('JournalEntry', { name: 'evidence_journal_entry_id_fkey' })
  @Column('uuid', { name: 'journal_entry_id', nullable: true })
  journalEntryId!: JournalEntryId | null;
}
