import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { PersonId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';

/** How somebody wants to be told; whoever has none has the usual ones. */
@Entity('notice_preferences')
@Check('notice_preferences_language_known', `language in ('fr', 'en')`)
@Check(
  'notice_preferences_times',
  `digest_at ~ '^([01]\\d|2[0-3]):[0-5]\\d$' and quiet_from ~ '^([01]\\d|2[0-3]):[0-5]\\d$' and quiet_to ~ '^([01]\\d|2[0-3]):[0-5]\\d$'`,
)
export class NoticePreferences {
  @ForeignKey('Person', { name: 'notice_preferences_person_id_fkey' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'notice_preferences_pkey' })
  personId!: PersonId;

  @Column('text')
  language!: Language;

  @Column('text', { name: 'digest_at' })
  digestAt!: string;

  @Column('text', { name: 'quiet_from' })
  quietFrom!: string;

  @Column('text', { name: 'quiet_to' })
  quietTo!: string;

  @Column('text', { array: true })
  off!: string[];

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
