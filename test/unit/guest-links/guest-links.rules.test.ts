import { expect, test } from '@jest/globals';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { ContractId, GuestLinkId, OrganisationId, PersonId } from '../../../src/kernel/ids.js';
import type { Ladder } from '../../../src/features/frameworks/frameworks.types.js';
import { requireIssuer } from '../../../src/features/guest-links/guest-links.policy.js';
import {
  daysOf,
  findLinkMistakes,
  grantOf,
  isGood,
  needsCode,
  typedCode,
} from '../../../src/features/guest-links/guest-links.rules.js';
import {
  GUEST_LINK_STATES,
  type BorneLink,
  type GuestPurpose,
} from '../../../src/features/guest-links/guest-links.types.js';
import { composeGuestMail } from '../../../src/features/guest-links/guest-mail.rules.js';
import { readAnswer } from '../../../src/features/guest-links/pages/answer-form.rules.js';
import { holdsOn } from '../../../src/features/mandates/mandates.types.js';
import type { PersonActor } from '../../../src/platform/access/actor.js';

const today = '2026-03-12' as Day;
const karim = { givenName: 'Karim', familyName: 'Haddad', email: 'k@x.test' };
const codes = (...args: Parameters<typeof findLinkMistakes>) =>
  findLinkMistakes(...args).map(({ code }) => code);

test('a tutor was met today, or seven days back at most', () => {
  const on = (metOn: string) => codes({ ...karim, metOn: metOn as Day }, today, null, null);
  expect(['2026-03-13', '2026-03-12', '2026-03-05', '2026-03-04'].map(on)).toEqual([
    ['in_the_future'],
    [],
    [],
    ['too_far_back'],
  ]);
});

test('whoever stands there already gets no link, and one address keeps one name, however it is written', () => {
  const wanted = { ...karim, metOn: today };
  for (const known of ['alternant', 'issuer', 'team', 'representative'] as const)
    expect(codes(wanted, today, known, null)).toEqual(['address_known']);
  expect(codes(wanted, today, null, { givenName: ' KARIM', familyName: 'haddad' })).toEqual([]);
  expect(codes(wanted, today, null, { givenName: 'Karima', familyName: 'Haddad' })).toEqual(['other_name']);
});

test('a tutor’s link is over once used; a representative’s goes on', () => {
  const good = (purpose: GuestPurpose) =>
    GUEST_LINK_STATES.filter((state) => isGood({ state, reason: null }, purpose));
  expect(good('tutor_once')).toEqual(['sent', 'opened']);
  expect(good('legal_representative')).toEqual(['sent', 'opened', 'used']);
});

const link: BorneLink = {
  id: 'l' as GuestLinkId,
  contractId: 'c' as ContractId,
  purpose: 'tutor_once',
  personId: 'karim' as PersonId,
  givenName: 'Karim',
  familyName: 'Haddad',
  requestId: null,
  metOn: '2026-03-10' as Day,
  // 23:30 in Paris.
  expiresAt: '2026-03-14T22:30:00.000Z' as Instant,
  issuedBy: 'hr' as PersonId,
  organisation: 'EHPAD',
  state: 'opened',
  reason: null,
};

test('its grant holds from the day they met to the day on which it expires in Paris, and not the next', () => {
  expect(daysOf(link)).toEqual({ from: '2026-03-10', until: '2026-03-15' });
  const held = ['2026-03-09', '2026-03-10', '2026-03-14', '2026-03-15'].map((day) =>
    holdsOn(grantOf(link), day as Day),
  );
  expect(held).toEqual([false, true, true, false]);
});

test('above the first level a code is needed, also of a level that is not known; people type it in groups', () => {
  const ladder = { levels: [{ code: 'first' }, { code: 'second' }] } as unknown as Ladder;
  expect([['first'], ['first', 'second'], ['gone']].map((levels) => needsCode(ladder, levels))).toEqual([
    false,
    true,
    true,
  ]);
  expect(['123456', ' 123 456 ', '12345', '1234567', '12345a', ''].map(typedCode)).toEqual([
    '123456',
    '123456',
    null,
    null,
    null,
    null,
  ]);
});

test('HR who do not follow the contract give a tutor’s link, the centre a representative’s, the alternant none', () => {
  const [employerId, trainingCentreId] = ['e', 'c'] as OrganisationId[] as [OrganisationId, OrganisationId];
  const actor = (name: string) => ({ kind: 'person', personId: name }) as unknown as PersonActor;
  const may = (name: string, hr: boolean, purpose: GuestPurpose, followers: string[] = []) => {
    const authority = {
      people: [name as PersonId],
      hrOf: hr ? [employerId] : [],
      adminOf: hr ? [] : [trainingCentreId],
    };
    const parties = {
      employerId,
      trainingCentreId,
      alternantId: 'ines' as PersonId,
      followers: followers as PersonId[],
    };
    try {
      return requireIssuer(actor(name), authority, parties, purpose).personId;
    } catch {
      return null;
    }
  };
  expect(may('lea', true, 'tutor_once')).toBe('lea');
  expect(may('lea', true, 'tutor_once', ['lea'])).toBeNull();
  expect(may('lea', true, 'legal_representative')).toBeNull();
  expect(may('ines', true, 'tutor_once')).toBeNull();
  expect(may('paul', false, 'legal_representative', ['paul'])).toBe('paul');
  expect(may('paul', false, 'tutor_once')).toBeNull();
  expect(may('ines', false, 'legal_representative')).toBeNull();
});

test('a mail names who sends it and nobody else, holds one address or one code, in both languages', () => {
  const url = 'https://palier.test/guest?token=x';
  for (const kind of ['tutor_once', 'legal_representative'] as const) {
    const { text } = composeGuestMail({ kind, organisation: 'EHPAD', url });
    expect([text.match(/https/g)?.length, text.includes('This is not me')]).toEqual([1, true]);
  }
  const { subject, text } = composeGuestMail({ kind: 'code', code: '123456' });
  expect([subject.includes('123456'), text.includes('\n123456\n'), text.includes('http')]).toEqual([
    false,
    true,
    false,
  ]);
  expect(composeGuestMail({ kind: 'disowned', url }).text).toContain('vous avez donné');
});

test('an answer on the page says what is wrong with each field, and keeps the words where they belong', () => {
  const items = [1, 2, 3].map((n) => ({ competency: `C${n}`, level: 'first' }));
  const typed = (fields: Record<string, string>) => (name: string) => fields[name] ?? '';
  const wrong = readAnswer(
    items,
    typed({ observedOn: '31/12', 'outcome-0': 'not_yet', 'outcome-1': 'great' }),
  );
  expect('mistakes' in wrong && Object.keys(wrong.mistakes).sort()).toEqual([
    'observedOn',
    'outcome-1',
    'outcome-2',
    'words-0',
  ]);
  const outcomes = { 'outcome-0': 'acquired', 'outcome-1': 'not_yet', 'outcome-2': 'cannot_assess' };
  const read = readAnswer(
    items,
    typed({ observedOn: today, ...outcomes, 'words-1': ' revoir ', 'words-2': 'absent' }),
  );
  expect(read).toEqual({
    command: {
      observedOn: today,
      observation: true,
      items: [
        {
          competency: 'C1',
          level: 'first',
          outcome: 'acquired',
          nextStep: null,
          reason: null,
          comment: null,
        },
        {
          competency: 'C2',
          level: 'first',
          outcome: 'not_yet',
          nextStep: 'revoir',
          reason: null,
          comment: null,
        },
        {
          competency: 'C3',
          level: 'first',
          outcome: 'cannot_assess',
          nextStep: null,
          reason: 'absent',
          comment: null,
        },
      ],
    },
  });
});
