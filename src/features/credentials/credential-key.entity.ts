import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key that signs credentials; its private half is sealed with a key that the database never sees. */
@Entity('credential_keys')
export class CredentialKey {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'credential_keys_pkey' })
  kid!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('jsonb', { name: 'public_key' })
  publicKey!: object;

  @Column('bytea', { name: 'sealed_key' })
  sealedKey!: Buffer;
}
