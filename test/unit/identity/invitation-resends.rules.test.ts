import { expect, test } from '@jest/globals';
import { secondsToResend } from '../../../src/features/identity/invitations/resends.rules.js';
import { nextStepOf } from '../../../src/features/identity/passwords/forgotten.rules.js';
import type { Instant } from '../../../src/kernel/days.js';

const sentAt = '2026-03-12T08:00:00.000Z' as Instant;
const after = (seconds: number) => new Date(Date.parse(sentAt) + seconds * 1000).toISOString() as Instant;

test.each([
  [1, 60],
  [2, 240],
  [3, 960],
  [4, 3_840],
  [6, 61_440],
  [7, 86_400],
  [1_000, 86_400],
])('what was sent %s times is sent again after %s s', (sends, pause) => {
  expect(secondsToResend({ sends, lastSentAt: sentAt }, sentAt)).toBe(pause);
  expect(secondsToResend({ sends, lastSentAt: sentAt }, after(pause - 1))).toBe(1);
  expect(secondsToResend({ sends, lastSentAt: sentAt }, after(pause))).toBe(0);
});

test('one of before anybody counted is sent at once', () => {
  expect(secondsToResend({ sends: 1, lastSentAt: null }, sentAt)).toBe(0);
});

test('whoever forgot a password is told to look at their mail, or whom to ask', () => {
  expect(nextStepOf(true).fr).toContain('vient d’y être envoyé');
  expect(nextStepOf(false).fr).toContain('demandez un lien');
});
