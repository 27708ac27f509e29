import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key that signs access tokens, shared by every process; sealed with a key that the database never sees. */
@Entity('signing_keys')
export class SigningKey {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'signing_keys_pkey' })
  kid!: string;

  @Column('bytea', { name: 'sealed_key' })
  sealedKey!: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}
