import { expect, test } from '@jest/globals';
import { findMistakes } from '../../../src/features/notifications/preferences.rules.js';
import { DEFAULT_PREFERENCES } from '../../../src/features/notifications/notifications.types.js';
import { composeMail } from '../../../src/features/notifications/notify/mail-text.rules.js';
import { listSubjects, stillHolds } from '../../../src/features/notifications/notify/subjects.rules.js';
import type { ContractId, PersonId } from '../../../src/kernel/ids.js';
import { NOTIFICATION_KINDS, SAFETY_KINDS } from '../../../src/kernel/notification-kinds.js';

const contractId = 'c1' as ContractId;
const event = (id: string, level: string | null = null) => ({
  id,
  contractId,
  actorId: 'tess' as PersonId,
  level,
});

test.each(NOTIFICATION_KINDS)(
  'of several facts of one call people are told once where safety hangs on it: %s',
  (kind) => {
    const notified = ['a', 'b'].map((id) => ({ event: id, kind }));
    const subjects = listSubjects(notified, [event('a'), event('b')]);
    expect(subjects.map(({ id }) => id)).toEqual(SAFETY_KINDS.includes(kind) ? ['a'] : ['a', 'b']);
  },
);

test('what is told keeps the order of its facts, with the level that it names, else that of the event', () => {
  const subjects = listSubjects(
    [
      { event: 'b', kind: 'level_opened', level: 'care' },
      { event: 'nowhere', kind: 'level_opened' },
      { event: 'a', kind: 'decision_awaited' },
    ],
    [event('a', 'help'), event('b', 'look')],
  );
  expect(subjects).toEqual([
    { ...event('b'), kind: 'level_opened', level: 'care' },
    { ...event('a'), kind: 'decision_awaited', level: 'help' },
  ]);
});

const ready = (half: boolean, level = 'care', of = 'c1') => [{ contractId: of as ContractId, level, half }];

test.each([
  ['decision_awaited', ready(false), true],
  ['decision_awaited', ready(true), false],
  ['decision_awaited', [], false],
  ['decision_awaited', ready(false, 'help'), false],
  ['decision_awaited', ready(false, 'care', 'c2'), false],
  ['cosignature_awaited', ready(true), true],
  ['cosignature_awaited', ready(false), false],
  ['revocation', [], true],
] as const)('%s is told while it is still so: %j, %s', (kind, levels, expected) => {
  expect(stillHolds({ id: 'e', kind, contractId, level: 'care' }, levels, new Set())).toBe(expected);
});

test('of an attestation people are told as long as nothing renewed that very one', () => {
  const reminded = new Set([`${contractId} a`]);
  for (const [id, kind, expected] of [
    ['a', 'prerequisite_expiring', true],
    ['a', 'prerequisite_expiring_soon', true],
    ['b', 'prerequisite_missing', false],
    ['b', 'corrected', true],
  ] as const)
    expect(stillHolds({ id, kind, contractId, level: null }, [], reminded)).toBe(expected);
});

test.each([
  ['19:59', true, []],
  ['20:00', false, ['/digestAt digest_in_quiet_hours']],
  ['06:59', false, ['/digestAt digest_in_quiet_hours']],
  ['07:00', true, []],
])('a digest at %s is outside the quiet hours: %s', (digestAt, _, expected) => {
  const wanted = { ...DEFAULT_PREFERENCES, digestAt };
  expect(findMistakes(wanted, false).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
});

test('tutors and referents mute nothing that safety hangs on; the alternant may', () => {
  const wanted = { ...DEFAULT_PREFERENCES, mutedKinds: NOTIFICATION_KINDS };
  expect(
    findMistakes(wanted, true).map(({ pointer }) => NOTIFICATION_KINDS[Number(pointer.split('/')[2])]),
  ).toEqual(SAFETY_KINDS);
  expect(findMistakes(wanted, false)).toEqual([]);
});

const line = (kind: (typeof NOTIFICATION_KINDS)[number], of = 'c1') => ({
  kind,
  contractId: of as ContractId,
});
const read = { language: 'en', isDigest: true, base: 'https://palier.example//' } as const;

test('a mail says each thing once per contract, and where to look', () => {
  const items = [line('concern_low'), line('level_opened', 'c2'), line('concern_low')];
  const { subject, text } = composeMail(items, read);

  expect(subject).toBe('Palier: what awaits you today');
  expect(text.split('\n\n').slice(0, -1)).toEqual([
    'Hello,',
    '- A concern was raised.\nContract: https://palier.example/contracts/c1',
    '- A level opened.\nContract: https://palier.example/contracts/c2',
  ]);
});

test('an urgent mail says so, in the language of its reader', () => {
  const { subject, text } = composeMail([line('revocation')], { ...read, language: 'fr', isDigest: false });

  expect(subject).toBe('Palier : à lire maintenant');
  expect(text).toContain('- Une validation a été retirée.\nContrat : https://palier.example/contracts/c1\n');
});

test('there is a sentence for each kind, in both languages, and no two are alike', () => {
  for (const language of ['fr', 'en'] as const) {
    const texts = NOTIFICATION_KINDS.map((kind) => composeMail([line(kind)], { ...read, language }).text);
    expect(new Set(texts).size).toBe(NOTIFICATION_KINDS.length);
  }
});
