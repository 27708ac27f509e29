import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ObservationId, PersonId, SignOffId } from '../../../kernel/ids.js';

/**
 * What a person's device recorded under an id of its own: a sign-off, or an observation. Kept for ever, as the fact is: a
 * phone that lost the answer may come back after weeks, and must not sign a second time what was revoked meanwhile.
 */
@Entity('sent_facts')
@Check('sent_facts_of_one_kind', `num_nonnulls(sign_off_id, observation_id) = 1`)
export class SentFact {
  @ForeignKey('Person', { name: 'sent_facts_person_id_fkey' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'sent_facts_pkey' })
  personId!: PersonId;

  @PrimaryColumn('text', { name: 'client_id', primaryKeyConstraintName: 'sent_facts_pkey' })
  clientId!: string;

  /** The hash of what was sent: another body under the same id is refused. */
  @Column('bytea', { name: 'request_hash' })
  requestHash!: Buffer;

  @ForeignKey('SignOff', { name: 'sent_facts_sign_off_id_fkey' })
  @Column('uuid', { name: 'sign_off_id', nullable: true })
  signOffId!: SignOffId | null;

  /** Where nothing but what was seen is recorded. */
  @ForeignKey('Observation', { name: 'sent_facts_observation_id_fkey' })
  @Column('uuid', { name: 'observation_id', nullable: true })
  observationId!: ObservationId | null;
}
