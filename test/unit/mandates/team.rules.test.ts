import { expect, test } from '@jest/globals';
import {
  answersTo,
  findAnswering,
  teamOn,
  type KnownMandate,
} from '../../../src/features/mandates/team/team.rules.js';
import { workloadOf } from '../../../src/features/mandates/workload/workload.rules.js';
import type { WorkloadRow } from '../../../src/features/mandates/workload/workload.types.js';
import type { Day } from '../../../src/kernel/days.js';
import type { MandateId, OrganisationId, PersonId } from '../../../src/kernel/ids.js';

const day = (text: string) => text as Day;
const ALWAYS = [{ from: null, until: null }];
const held = (role: KnownMandate['role'], values: Partial<KnownMandate> = {}): KnownMandate => ({
  id: role as string as MandateId,
  personId: role as string as PersonId,
  role,
  from: day('2026-01-01'),
  until: null,
  absences: [],
  memberOn: ALWAYS,
  ...values,
});
const away = (from: string, until: string | null) => ({
  absences: [{ from: day(from), until: until as Day | null }],
});

test.each<[string, KnownMandate[], string | null, string | null]>([
  ['the main tutor, for more than a year', [held('main_tutor')], 'main_tutor', null],
  ['until they leave', [held('main_tutor', { until: day('2026-03-15') })], 'main_tutor', '2026-03-14'],
  [
    'a substitute while they are away',
    [held('main_tutor', away('2026-03-10', '2026-03-21')), held('substitute'), held('referent')],
    'substitute',
    '2026-03-20',
  ],
  ['a co-tutor before a substitute', [held('substitute'), held('co_tutor')], 'co_tutor', null],
  [
    'the referent at last',
    [held('main_tutor', away('2026-03-01', null)), held('referent')],
    'referent',
    null,
  ],
  ['never an observer', [held('observer')], null, null],
  [
    'nobody who is no member',
    [held('main_tutor', { memberOn: [{ from: null, until: day('2026-03-01') }] })],
    null,
    null,
  ],
])('who answers: %s', (_, team, role, to) => {
  expect(findAnswering(team, day('2026-03-12'))?.role ?? null).toBe(role);
  expect(answersTo(team, day('2026-03-12'))).toBe(to);
});

test('the team of a day says who is away, until when, and who answers meanwhile', () => {
  const team = [
    held('referent'),
    held('main_tutor', away('2026-03-10', null)),
    held('co_tutor', { from: day('2026-03-13') }),
  ];
  const seen = (on: string) =>
    teamOn(team, day(on)).map((one) => [
      one.held.role,
      one.isAbsent,
      one.absentTo,
      one.meanwhile?.role ?? null,
    ]);
  expect(seen('2026-03-12')).toEqual([
    ['main_tutor', true, null, 'referent'],
    ['referent', false, null, null],
  ]);
  expect(seen('2026-03-13')[0]).toEqual(['main_tutor', true, null, 'co_tutor']);
  expect(seen('2026-03-09')[0]).toEqual(['main_tutor', false, null, null]);
});

test('who is not HR of the employer is told no places', () => {
  const row: WorkloadRow = {
    personId: 'p' as PersonId,
    givenName: 'Sophie',
    familyName: 'Garnier',
    employer: { id: 'e' as OrganisationId, name: 'EHPAD', siret: null },
    isOwn: false,
    tutored: [],
    absence: null,
    proofs: [],
    followed: [],
    allowances: [],
  };
  const days = { on: day('2026-03-12'), today: day('2026-03-12') };
  expect(workloadOf(row, [], days).places).toBeNull();
  expect(workloadOf({ ...row, isOwn: true }, [], days).places).toEqual([
    { from: '2026-03-12', until: '2027-03-12', apprenticeship: 2, repeating: 1, professionalisation: 3 },
  ]);
});
