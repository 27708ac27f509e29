import { EVENT, id } from '../../platform/openapi/example-world.js';

export const NOTIFICATIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'NoticePreferencesResponse.digestAt': '07:30',
  'NoticePreferencesResponse.quietFrom': '20:00',
  'NoticePreferencesResponse.quietTo': '07:00',
  'NoticePreferencesResponse.off': ['level_opened'],
  'NoticePreferencesBody.off': ['level_opened'],
  'NoticePreferencesBody.digestAt': '07:30',
  'NoticePreferencesBody.quietFrom': '20:00',
  'NoticePreferencesBody.quietTo': '07:00',
  'NoticeResponse.id': id(52),
  'NoticeResponse.kind': 'concern_low',
  'NoticeResponse.thingId': EVENT,
  'NoticeResponse.level': null,
  'NoticeResponse.toldAt': '2026-03-12T17:05:00.000Z',
  'NoticeResponse.mailedAt': null,
};
