import { expect, test } from '@jest/globals';
import ical from 'node-ical';
import { addDays, type Day, type Instant } from '../../../src/kernel/days.js';
import type { ContractId, PersonId } from '../../../src/kernel/ids.js';
import { bilingual } from '../../../src/kernel/language.js';
import { awaitedDays } from '../../../src/features/own-calendar/awaited.rules.js';
import {
  awaitedEvent,
  contractEvents,
  keepNearest,
  keyDayEvents,
  MOST_EVENTS,
  placementEvent,
  reviewEvent,
  shortName,
} from '../../../src/features/own-calendar/events.rules.js';
import { escapeText, foldLine, writeCalendar } from '../../../src/features/own-calendar/icalendar.rules.js';
import type { CalendarEvent } from '../../../src/features/own-calendar/own-calendar.types.js';
import type { Awaiting } from '../../../src/features/queue/queue.types.js';

const TODAY = '2026-03-12' as Day;
const NOW = '2026-03-12T08:00:00.000Z' as Instant;
const CONTRACT = {
  id: 'c1' as ContractId,
  alternantId: 'p1' as PersonId,
  employer: 'EHPAD Les Tilleuls',
  startsOn: '2025-09-01' as Day,
  heldUntil: '2027-09-01' as Day,
  version: 3,
  updatedAt: NOW,
  isOwn: false,
  isEmployers: false,
};
const NAMES = new Map([[CONTRACT.id, 'Inès M.']]);
const event = (from: string, uid = from): CalendarEvent => ({
  uid,
  from: from as Day,
  to: from as Day,
  title: bilingual('Jour', 'Day'),
  sequence: 0,
  stampedAt: NOW,
});

test('lines are cut at 75 octets, never inside a character, and another program reads them whole', () => {
  const title = `Accueil chez « ${'é€🩺'.repeat(40)} »; a,b\\c\nEND:VEVENT`;
  const text = writeCalendar([{ ...event('2026-03-12'), title: bilingual(title, title) }], 'fr');

  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.match(/^END:VEVENT\r$/gm)).toHaveLength(1);
  const [read] = Object.values(ical.sync.parseICS(text)).filter((one) => one?.type === 'VEVENT');
  expect(read).toMatchObject({ uid: '2026-03-12', datetype: 'date', class: 'PRIVATE', sequence: 0 });
  expect((read as { summary: { val: string } }).summary.val).toBe(title);
  expect(foldLine('x'.repeat(75))).toBe('x'.repeat(75));
  expect(escapeText('a\u0000\r\nb\u2028c')).toBe('a\\nb\\nc');
});

test('a calendar holds what touches three months back and fifteen ahead, and the nearest where there is too much', () => {
  const days = ['2025-12-11', '2025-12-12', '2026-03-12', '2027-06-12', '2027-06-13'].map((on) => event(on));
  expect(keepNearest(days, TODAY).map(({ from }) => from)).toEqual([
    '2025-12-12',
    '2026-03-12',
    '2027-06-12',
  ]);
  const long = { ...event('2025-10-01'), to: '2025-12-12' as Day };
  expect(keepNearest([long], TODAY)).toEqual([long]);
  const many = Array.from({ length: MOST_EVENTS + 2 }, (_, n) =>
    event(addDays(TODAY, (n % 2 === 0 ? 1 : -1) * (n % 80)), `e${n}`),
  );
  const far = event('2027-06-01', 'far');
  const kept = keepNearest([far, ...many], TODAY);
  expect(kept).toHaveLength(MOST_EVENTS);
  expect(kept).not.toContain(far);
});

test('days are of whom they are, and say no more than a telephone may', () => {
  expect(shortName('Inès', 'Moreau')).toBe('Inès M.');
  expect(shortName('Inès', '')).toBe('Inès');
  expect(shortName('', 'Moreau')).toBe('Moreau');
  expect(contractEvents(CONTRACT, NAMES).map(({ uid, from, title }) => [uid, from, title.fr])).toEqual([
    ['contract-start.c1@palier', '2025-09-01', 'Premier jour du contrat – Inès M.'],
    ['contract-end.c1@palier', '2027-08-31', 'Dernier jour du contrat – Inès M.'],
  ]);
  const days = {
    contractId: CONTRACT.id,
    trialEndsOn: '2025-11-20' as Day,
    depositDueOn: '2025-09-06' as Day,
    isDeposited: false,
  };
  const uids = (isEmployers: boolean, isDeposited = false) =>
    keyDayEvents({ ...days, isDeposited }, { ...CONTRACT, isEmployers }, NAMES).map(({ uid }) => uid);
  expect(uids(false)).toEqual(['trial-end.c1@palier']);
  expect(uids(true)).toEqual(['trial-end.c1@palier', 'deposit.c1@palier']);
  expect(uids(true, true)).toEqual(['trial-end.c1@palier']);
  expect(keyDayEvents({ ...days, trialEndsOn: null, depositDueOn: null }, CONTRACT, NAMES)).toEqual([]);
  const placement = {
    id: 'h1',
    contractId: CONTRACT.id,
    host: 'Crèche',
    from: TODAY,
    until: '2026-03-20' as Day,
    version: 2,
    recordedAt: NOW,
  };
  expect(placementEvent(placement, NAMES)).toMatchObject({ to: '2026-03-19', sequence: 2 });
  const review = { id: 'r1', contractId: CONTRACT.id, on: TODAY, version: 1, recordedAt: NOW };
  expect(reviewEvent({ ...review, kind: 'visit' }, NAMES)).toMatchObject({
    uid: 'review.r1@palier',
    title: { fr: 'Visite sur le lieu de travail – Inès M.', en: 'Visit at the workplace – Inès M.' },
  });
});

test('of what awaits somebody only what has a day stands in a calendar, without what it is about', () => {
  const awaiting = (kind: string, detail: object): Awaiting => ({
    kind,
    id: 'x1',
    contractId: CONTRACT.id,
    alternant: { id: CONTRACT.alternantId, givenName: 'Inès', familyName: 'Moreau' },
    since: NOW,
    detail: { ...detail },
  });
  const days = (kind: string, detail: object) => awaitedDays(awaiting(kind, detail)).map(({ on }) => on);
  expect(days('dispute', {})).toEqual(['2026-03-27']);
  expect(days('amendment_to_sign', { effectiveOn: '2026-04-01' })).toEqual(['2026-04-01']);
  expect(days('amendment_to_sign', {})).toEqual([]);
  const out = [{ firstDayOut: '2026-05-01' }, { firstDayOut: null }, { firstDayOut: '2026-05-01' }];
  expect(days('prerequisite_to_renew', { prerequisites: out })).toEqual(['2026-05-01']);
  expect(days('sign_off_request', {})).toEqual([]);
  const [one] = awaitedDays(awaiting('prerequisite_to_renew', { prerequisites: out }));
  expect(one && awaitedEvent(one, NAMES)).toMatchObject({
    uid: 'prerequisite-to-renew.x1.2026-05-01@palier',
    title: { fr: 'Prérequis à renouveler – Inès M.' },
  });
});
