import { EVENT, id } from '../../platform/openapi/example-world.js';

export const NOTIFICATIONS_EXAMPLES: Readonly<Record<string, unknown>> = {
  'NotificationPreferencesResponse.digestAt': '07:30',
  'NotificationPreferencesResponse.quietFrom': '20:00',
  'NotificationPreferencesResponse.quietTo': '07:00',
  'NotificationPreferencesResponse.mutedKinds': ['level_opened'],
  'NotificationPreferencesBody.mutedKinds': ['level_opened'],
  'NotificationPreferencesBody.digestAt': '07:30',
  'NotificationPreferencesBody.quietFrom': '20:00',
  'NotificationPreferencesBody.quietTo': '07:00',
  'NotificationResponse.id': id(52),
  'NotificationResponse.kind': 'concern_low',
  'NotificationResponse.subjectId': EVENT,
  'NotificationResponse.level': null,
  'NotificationResponse.notifiedAt': '2026-03-12T17:05:00.000Z',
  'NotificationResponse.mailedAt': null,
};
