import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { PersonId } from '../../kernel/ids.js';
import type { Language } from '../../kernel/language.js';

/** How somebody wants to be told; whoever has none has the usual ones. */
@Entity('notification_preferences')
@Check('notification_preferences_language_known', `language in ('fr', 'en')`)
@Check(
  'notification_preferences_times',
  `digest_at ~ '^([01]\\d|2[0-3]):[0-5]\\d$' and quiet_from ~ '^([01]\\d|2[0-3]):[0-5]\\d$' and quiet_to ~ '^([01]\\d|2[0-3]):[0-5]\\d$'`,
)
export class NotificationPreferences {
  @ForeignKey('Person', { name: 'notification_preferences_person_id_fkey' })
  @PrimaryColumn('uuid', { name: 'person_id', primaryKeyConstraintName: 'notification_preferences_pkey' })
  personId!: PersonId;

  @Column('text')
  language!: Language;

  @Column('text', { name: 'digest_at' })
  digestAt!: string;

  @Column('text', { name: 'quiet_from' })
  quietFrom!: string;

  @Column('text', { name: 'quiet_to' })
  quietTo!: string;

  @Column('text', { name: 'muted_kinds', array: true })
  mutedKinds!: string[];

  @Column('integer')
  version!: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
