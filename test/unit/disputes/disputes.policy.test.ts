import { expect, test } from '@jest/globals';
import {
  canRule,
  requireAnother,
  requireDisputer,
  requireRuler,
} from '../../../src/features/disputes/disputes.policy.js';
import { decideContestedFact, decideDispute } from '../../../src/features/disputes/disputes.queue.rules.js';
import type { Mandate } from '../../../src/features/mandates/mandates.types.js';
import type { QueueContract } from '../../../src/features/mandates/queue.types.js';
import type { Day, Instant } from '../../../src/kernel/days.js';
import type { ContractId, MandateId, PersonId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';

const today = '2026-03-12' as Day;
const now = '2026-03-12T12:00:00.000Z' as Instant;
const tomorrow = '2026-03-13' as Day;
const AWAY = [{ from: today, until: tomorrow }];

const referent = (who: string, values: Partial<Mandate> = {}): Mandate => ({
  id: who as MandateId,
  contractId: 'c' as ContractId,
  personId: person(who),
  role: 'referent',
  from: '2026-01-01' as Day,
  until: null,
  maxLevel: null,
  absences: [],
  memberOn: [{ from: null, until: null }],
  ...values,
});
const author = person('author');
const refused = (code: string) => expect.objectContaining({ code });
/** Whether the centre's administrator, and the referent, may rule. */
const ruling = (...mandates: Mandate[]) => {
  const team = { alternantId: person('ines'), mandates };
  const asks = (who: string, administersCentre: boolean) =>
    canRule({ person: person(who), administersCentre, team, today }, author);
  return { admin: asks('admin', true), referent: asks('ref', false), alternant: asks('ines', true) };
};

test.each<[string, Mandate[], { admin: boolean; referent: boolean }]>([
  ['is there', [referent('ref')], { admin: false, referent: true }],
  ['is absent', [referent('ref', { absences: AWAY })], { admin: true, referent: true }],
  [
    'left the centre',
    [referent('ref', { memberOn: [{ from: null, until: today }] })],
    { admin: true, referent: false },
  ],
  ['begins tomorrow', [referent('ref', { from: tomorrow })], { admin: true, referent: false }],
  ['recorded the fact', [referent('author')], { admin: true, referent: false }],
  [
    'and another, who recorded it, are there',
    [referent('author'), referent('ref')],
    { admin: false, referent: true },
  ],
  ['never was', [], { admin: true, referent: false }],
])('while the referent %s', (_, mandates, wanted) => {
  expect(ruling(...mandates)).toEqual({ ...wanted, alternant: false });
});

test('what may be ruled on awaits whoever may, and never its author', () => {
  const contract = (centre: boolean, ...mandates: Mandate[]): QueueContract => ({
    contractId: 'c' as ContractId,
    alternantId: person('ines'),
    createdAt: now,
    life: {} as QueueContract['life'],
    administers: { employer: false, centre },
    mandates,
  });
  const of = <Known>(facts: Known) => ({
    id: 'd',
    contractId: 'c' as ContractId,
    since: now,
    facts,
  });
  const awaits = (who: string, centre: boolean, ...mandates: Mandate[]) =>
    decideDispute(
      of({ about: 'sign_off' as const, factId: 'f', authorId: author as PersonId | null }),
      contract(centre, ...mandates),
      { personId: person(who), now, today },
    ) !== null;
  expect(awaits('ref', false, referent('ref'))).toBe(true);
  expect(awaits('author', false, referent('author'))).toBe(false);
  expect(awaits('author', true)).toBe(false);
  expect(awaits('ines', true)).toBe(false);
  expect(awaits('admin', true)).toBe(true);
  expect(
    decideContestedFact(of({ fact: 'observation' as const, on: today, authorId: author }), contract(true), {
      personId: person('admin'),
      now,
      today,
    }),
  ).toEqual({
    kind: 'contested_fact',
    id: 'd',
    contractId: 'c',
    since: now,
    detail: { fact: 'observation', on: today, recordedBy: author },
  });
});

test('nobody rules on what they recorded, and the alternant contests for themselves alone', () => {
  const team = { alternantId: person('ines'), mandates: [referent('ref')] };
  const asking = (who: string, administersCentre = false) => ({
    person: person(who),
    administersCentre,
    team,
    today,
  });
  expect(requireRuler(asking('ref'), author).personId).toBe(person('ref'));
  expect(() => requireRuler(asking('admin', true), author)).toThrow(refused('mandate_missing'));
  expect(() => requireAnother(author, author)).toThrow(refused('ruler_not_distinct'));
  expect(requireDisputer(asking('ines'), null).personId).toBe(person('ines'));
  expect(() => requireDisputer(asking('ref'), null)).toThrow(refused('forbidden'));
  expect(requireDisputer(asking('ref'), 'legal_representative').personId).toBe(person('ref'));
  expect(() => requireDisputer(asking('ines'), 'legal_representative')).toThrow(refused('forbidden'));
});
