import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How often sign-in failed lately for an account or from an address; `key` is a hash of which. */
@Entity('sign_in_failures')
@Index('sign_in_failures_last', ['lastAt'])
export class SignInFailure {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sign_in_failures_pkey' })
  key!: string;

  @Column('integer')
  failures!: number;

  @Column('timestamptz', { name: 'first_at' })
  firstAt!: Date;

  @Column('timestamptz', { name: 'last_at' })
  lastAt!: Date;
}
