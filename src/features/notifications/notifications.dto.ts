import { ApiProperty } from '@nestjs/swagger';
import { bilingual, type Language } from '../../kernel/language.js';
import { NOTICE_KINDS, type NoticeKind } from '../../kernel/notification-kinds.js';
import { field, OneOf } from '../../platform/validation/fields.js';
import type { NoticeRow, Preferences } from './notifications.types.js';

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
      value.every((item) => NOTICE_KINDS.includes(item as NoticeKind)) &&
      new Set(value).size === value.length,
    bilingual(
      `Une liste de valeurs différentes est attendue, vide ou parmi : ${NOTICE_KINDS.join(', ')}.`,
      `A list of different values is expected, empty or among: ${NOTICE_KINDS.join(', ')}.`,
    ),
    { enum: [...NOTICE_KINDS], enumName: 'NoticeKind', isArray: true, uniqueItems: true },
    { description },
  );

export class NoticePreferencesBody {
  @OneOf(LANGUAGES, { name: 'Language', description: 'That of mails.' }) language!: Language;

  @TimeOfDay('When the digest of the day leaves, on clocks in Paris.') digestAt!: string;

  @TimeOfDay('From when nothing is sent that can wait.') quietFrom!: string;

  @TimeOfDay('Until when; the same time as `quietFrom`: no quiet hours.') quietTo!: string;

  @Kinds('What no mail should tell; it is listed all the same.') off!: NoticeKind[];
}

export class NoticePreferencesResponse {
  @ApiProperty({ enum: LANGUAGES, enumName: 'Language' }) language!: Language;
  @ApiProperty() digestAt!: string;
  @ApiProperty() quietFrom!: string;
  @ApiProperty() quietTo!: string;
  @ApiProperty({ enum: NOTICE_KINDS, enumName: 'NoticeKind', isArray: true }) off!: NoticeKind[];
}

export class NoticeResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: NOTICE_KINDS, enumName: 'NoticeKind' }) kind!: NoticeKind;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({
    format: 'uuid',
    description:
      'The event of the contract that tells it; for `request_stale` the last claim of the request that has waited, or the request.',
  })
  thingId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Code of the level that it is about.' })
  level!: string | null;
  @ApiProperty({ format: 'date-time' }) toldAt!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When a mail that says it was sent; null: none, or not yet.',
  })
  mailedAt!: string | null;
}

export const preferencesOf = (body: NoticePreferencesBody): Preferences => ({
  language: body.language,
  digestAt: body.digestAt,
  quietFrom: body.quietFrom,
  quietTo: body.quietTo,
  off: body.off,
});

export const presentPreferences = (preferences: Preferences): NoticePreferencesResponse => ({
  language: preferences.language,
  digestAt: preferences.digestAt,
  quietFrom: preferences.quietFrom,
  quietTo: preferences.quietTo,
  off: [...preferences.off],
});

export const presentNotice = (notice: NoticeRow): NoticeResponse => ({
  id: notice.id,
  kind: notice.kind,
  contractId: notice.contractId,
  thingId: notice.thingId,
  level: notice.level,
  toldAt: notice.toldAt,
  mailedAt: notice.mailedAt,
});
