import { Column } from 'typeorm';

/** What the row of a record says of its changes. */
export abstract class DatedRecord {
  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** By the database's clock: who copies what changed relies on it. */
  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
