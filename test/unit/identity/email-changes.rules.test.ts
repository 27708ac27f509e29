import { expect, test } from '@jest/globals';
import { emailChangeState } from '../../../src/features/identity/email-changes/email-changes.rules.js';
import {
  composeAccountMail,
  masked,
} from '../../../src/features/identity/account-links/account-mail.rules.js';
import type { Instant } from '../../../src/kernel/days.js';

const now = '2026-03-12T08:00:00.000Z' as Instant;
const before = '2026-03-12T07:59:59.999Z' as Instant;
const after = '2026-03-12T08:00:00.001Z' as Instant;

test.each([
  ['pending', { usedAt: null, voidedAt: null, expiresAt: after }],
  ['expired', { usedAt: null, voidedAt: null, expiresAt: now }],
  ['withdrawn', { usedAt: null, voidedAt: before, expiresAt: before }],
  ['confirmed', { usedAt: before, voidedAt: null, expiresAt: before }],
])('a change of address is %s', (state, change) => {
  expect(emailChangeState(change, now)).toBe(state);
});

test('a mail holds one address, in both languages, and names nobody', () => {
  const url = 'https://palier.test/password/reset?token=x';
  for (const kind of ['reset', 'confirm_email', 'address_taken', 'password_changed'] as const) {
    const { subject, text } = composeAccountMail({ kind, url });

    expect(text.split(url)).toHaveLength(2);
    expect(text).toMatch(/Bonjour[\s\S]+Ne répondez pas[\s\S]+--[\s\S]+Please do not answer/);
    expect(subject).toMatch(/^Palier : .+ \/ .+/);
  }
  const mail = composeAccountMail({ kind: 'undo_email', url, nextEmail: 'marie.durand@exemple.fr' });
  expect(mail.text).toContain('(m…@exemple.fr)');
  expect(mail.text).not.toContain('durand');
});

test('of an address its first letter and its house are told', () => {
  expect(masked('a@b.fr')).toBe('a…@b.fr');
});
