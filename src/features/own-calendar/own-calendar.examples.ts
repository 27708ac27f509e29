export const OWN_CALENDAR_EXAMPLES: Readonly<Record<string, unknown>> = {
  'CalendarLinkBody.name': 'Mon téléphone',
  'CalendarLinkResponse.name': 'Mon téléphone',
  'CalendarLinkResponse.endedAt': null,
  'MadeCalendarLinkResponse.name': 'Mon téléphone',
  'MadeCalendarLinkResponse.endedAt': null,
  'MadeCalendarLinkResponse.lastReadOn': null,
  'MadeCalendarLinkResponse.url':
    'https://palier.exemple.test/v1/calendar/q9Z0Y2hvc2UgZGUgc2VjcmV0IHBvdXIgbCBleGVtcGxl.ics',
};
