import { ApiProperty } from '@nestjs/swagger';
import { bilingual, type Language } from '../../kernel/language.js';
import { NOTIFICATION_KINDS, type NotificationKind } from '../../kernel/notification-kinds.js';
import { field, OneOf } from '../../platform/validation/fields.js';
import type { NotificationRow, Preferences } from './notifications.types.js';

const LANGUAGES: readonly Language[] = ['fr', 'en'];
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const TimeOfDay = (description: string) =>
  field(
    'time_of_day',
    (value) => typeof value === 'string' && TIME.test(value),
    bilingual('Une heure est attendue, de 00:00 à 23:59.', 'A time is expected, from 00:00 to 23:59.'),
    { type: String, pattern: TIME.source },
    { description, example: '07:30' },
  );

const Kinds = (description: string) =>
  field(
    'kinds',
    (value) =>
      Array.isArray(value) &&
      value.every((item) => NOTIFICATION_KINDS.includes(item as NotificationKind)) &&
      new Set(value).size === value.length,
    bilingual(
      `Une liste de sortes de messages, chacune une fois, est attendue ; elle peut être vide.`,
      `A list of different values is expected, empty or among: ${NOTIFICATION_KINDS.join(', ')}.`,
    ),
    { enum: [...NOTIFICATION_KINDS], enumName: 'NotificationKind', isArray: true, uniqueItems: true },
    { description },
  );

export class NotificationPreferencesBody {
  @OneOf(LANGUAGES, { name: 'Language', description: 'That of mails.' }) language!: Language;

  @TimeOfDay('When the digest of the day leaves, on clocks in Paris.') digestAt!: string;

  @TimeOfDay('From when nothing is sent that can wait.') quietFrom!: string;

  @TimeOfDay('Until when; the same time as `quietFrom`: no quiet hours.') quietTo!: string;

  @Kinds('What no mail should tell; it is listed all the same.') mutedKinds!: NotificationKind[];
}

export class NotificationPreferencesResponse {
  @ApiProperty({ enum: LANGUAGES, enumName: 'Language' }) language!: Language;
  @ApiProperty() digestAt!: string;
  @ApiProperty() quietFrom!: string;
  @ApiProperty() quietTo!: string;
  @ApiProperty({ enum: NOTIFICATION_KINDS, enumName: 'NotificationKind', isArray: true })
  mutedKinds!: NotificationKind[];
}

export class NotificationResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: NOTIFICATION_KINDS, enumName: 'NotificationKind' }) kind!: NotificationKind;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({
    format: 'uuid',
    description:
      'The event of the contract that tells it; for `request_stale` the last claim of the request that has waited, or the request; for `prerequisite_…` the attestation; where there is none, an id of that prerequisite on that contract.',
  })
  subjectId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Code of the level that it is about.' })
  level!: string | null;
  @ApiProperty({ format: 'date-time' }) notifiedAt!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When a mail that says it was sent; null: none, or not yet.',
  })
  mailedAt!: string | null;
}

export const preferencesOf = (body: NotificationPreferencesBody): Preferences => ({
  language: body.language,
  digestAt: body.digestAt,
  quietFrom: body.quietFrom,
  quietTo: body.quietTo,
  mutedKinds: body.mutedKinds,
});

export const presentPreferences = (preferences: Preferences): NotificationPreferencesResponse => ({
  language: preferences.language,
  digestAt: preferences.digestAt,
  quietFrom: preferences.quietFrom,
  quietTo: preferences.quietTo,
  mutedKinds: [...preferences.mutedKinds],
});

export const presentNotification = (notification: NotificationRow): NotificationResponse => ({
  id: notification.id,
  kind: notification.kind,
  contractId: notification.contractId,
  subjectId: notification.subjectId,
  level: notification.level,
  notifiedAt: notification.notifiedAt,
  mailedAt: notification.mailedAt,
});
