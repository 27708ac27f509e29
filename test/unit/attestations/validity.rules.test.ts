import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Held } from '../../../src/features/attestations/attestations.types.js';
import {
  dueOf,
  readPrerequisites,
  reminderOf,
  validityOn,
} from '../../../src/features/attestations/validity.rules.js';
import { attestsOn } from '../../../src/features/attestations/attestations.policy.js';
import { findWarnings } from '../../../src/features/attestations/attestations.rules.js';
import type { ContractLife } from '../../../src/features/contracts/contracts.types.js';
import { firstLackingDay, lackingOn } from '../../../src/features/ladder/entitlements/attestations.rules.js';
import { addDays, type Day } from '../../../src/kernel/days.js';
import type { AttestationId, ContractId } from '../../../src/kernel/ids.js';
import { everybody, today as teamDay } from '../mandates/team.js';
import { person } from '../ladder/world.js';

const day = (text: string) => text as Day;
const TODAY = day('2026-03-12');
const END = day('2027-09-01');
const held = (id: string, from: string, until: string | null, isWithdrawn = false): Held => ({
  id: id as AttestationId,
  from: day(from),
  until: until === null ? null : day(until),
  isWithdrawn,
});
const on = (attested: Held[], at: Day = TODAY, until: Day = END) =>
  validityOn('afgsu_2', attested, at, until);

test.each([
  ['nothing', [], { state: 'lacking', attestationId: null, until: null }],
  ['one that goes on', [held('a', '2022-01-01', null)], { state: 'held', attestationId: 'a', until: null }],
  [
    'one that ends in 57 days',
    [held('a', '2022-01-01', '2026-05-08')],
    { state: 'held', attestationId: 'a', until: '2026-05-08' },
  ],
  [
    'one that ends in 56 days',
    [held('a', '2022-01-01', '2026-05-07')],
    { state: 'expiring', attestationId: 'a', until: '2026-05-07' },
  ],
  [
    'one whose first day out is tomorrow',
    [held('a', '2022-01-01', '2026-03-13')],
    { state: 'expiring', attestationId: 'a', until: '2026-03-13' },
  ],
  [
    'one whose first day out is today',
    [held('a', '2022-01-01', '2026-03-12')],
    { state: 'expired', attestationId: 'a', until: '2026-03-12' },
  ],
  [
    'one that is renewed from the day after on',
    [held('a', '2022-01-01', '2026-03-20'), held('b', '2026-03-20', '2030-03-20')],
    { state: 'held', attestationId: 'b', from: '2022-01-01', until: '2030-03-20' },
  ],
  [
    'a renewal that leaves a day between',
    [held('a', '2022-01-01', '2026-03-20'), held('b', '2026-03-21', '2030-03-20')],
    { state: 'expiring', attestationId: 'a', until: '2026-03-20' },
  ],
  [
    'a renewal that was withdrawn',
    [held('a', '2022-01-01', '2026-03-20'), held('b', '2026-03-20', '2030-03-20', true)],
    { state: 'expiring', attestationId: 'a', until: '2026-03-20' },
  ],
  [
    'one that begins tomorrow',
    [held('a', '2026-03-13', null)],
    { state: 'upcoming', attestationId: 'a', holdsFrom: '2026-03-13' },
  ],
  [
    'one that ended, and one that begins tomorrow',
    [held('a', '2022-01-01', '2026-03-12'), held('b', '2026-03-13', null)],
    { state: 'expired', attestationId: 'a', holdsFrom: '2026-03-13' },
  ],
  [
    'one that was withdrawn',
    [held('a', '2022-01-01', null, true)],
    { state: 'withdrawn', attestationId: 'a' },
  ],
  [
    'a wrong date that was put right the same day',
    [held('a', '2022-01-01', '2026-03-01', true), held('b', '2024-01-01', '2028-01-01')],
    { state: 'held', attestationId: 'b', from: '2024-01-01', until: '2028-01-01' },
  ],
])('%s', (_, attested, expected) => expect(on(attested)).toMatchObject(expected));

test('what lasts as long as the contract expires for nobody', () => {
  const attested = [held('a', '2022-01-01', '2026-04-01')];
  expect(on(attested, TODAY, day('2026-04-01')).state).toBe('held');
  expect(on(attested, TODAY, day('2026-04-02')).state).toBe('expiring');
});

test('it is held on the days on which entitlements do not lack it, whatever was attested, renewed and taken back', () => {
  const days = fc.integer({ min: -40, max: 40 });
  const rows = fc.array(
    fc.record({
      from: days,
      length: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
      isWithdrawn: fc.boolean(),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(rows, days, (attested, at) => {
      const asked = addDays(TODAY, at);
      const all = attested.map(({ from, length, isWithdrawn }, index) =>
        held(
          String(index),
          addDays(TODAY, from),
          length === null ? null : addDays(TODAY, from + length),
          isWithdrawn,
        ),
      );
      const covers = (on: number) =>
        attested.some(
          ({ from, length, isWithdrawn }) =>
            !isWithdrawn && from <= on && (length === null || on < from + length),
        );
      const validity = on(all, asked);
      const isHeld = validity.state === 'held' || validity.state === 'expiring';
      expect(isHeld).toBe(covers(at));
      const attestedRows = all
        .filter(({ isWithdrawn }) => !isWithdrawn)
        .map((one) => ({ ...one, prerequisite: 'p' }));
      expect(lackingOn(['p'], attestedRows, asked).length === 0).toBe(isHeld);
      const lacking = Array.from({ length: 200 }, (_, count) => at + count).find((one) => !covers(one));
      expect(firstLackingDay(['p'], attestedRows, { from: asked, until: addDays(asked, 200) })).toBe(
        lacking === undefined ? null : addDays(TODAY, lacking),
      );
      if (!isHeld) return;
      // The first day from there on that nothing covers is the first day out, and none is where none is told.
      expect(validity.until).toBe(lacking === undefined ? null : addDays(TODAY, lacking));
    }),
  );
});

const life: ContractLife = {
  startsOn: day('2025-09-01'),
  until: END,
  signedOn: day('2025-08-20'),
  suspensions: [],
  endedOn: null,
  endedAs: null,
  cancelledOn: null,
};
const reminded = (attestations: Held[], values: Partial<ContractLife> = {}) =>
  reminderOf({ life: { ...life, ...values }, prerequisite: 'afgsu_2', attestations }, TODAY)?.reminder ??
  null;
const ending = (until: string) => [held('a', '2022-01-01', until)];

test.each([
  ['57 days before', ending('2026-05-08'), null],
  ['56 days before', ending('2026-05-07'), 'first'],
  ['15 days before', ending('2026-03-27'), 'first'],
  ['14 days before', ending('2026-03-26'), 'last'],
  ['the first day out', ending('2026-03-12'), 'missing'],
  ['nothing attested', [], 'missing'],
  ['taken back', [held('a', '2022-01-01', null, true)], 'missing'],
  ['renewed from later on', [...ending('2026-03-12'), held('b', '2026-04-01', null)], null],
])('people are reminded %s as they should be', (_, attested, expected) =>
  expect(reminded(attested)).toBe(expected),
);

test.each<[string, Partial<ContractLife>, string | null]>([
  ['that is suspended', { suspensions: [{ from: day('2026-03-12'), until: null }] }, null],
  ['that ended yesterday', { endedOn: TODAY, endedAs: 'terminated' }, null],
  ['that was cancelled', { cancelledOn: TODAY }, null],
  ['that nobody signed', { signedOn: null }, null],
  ['whose term is over', { until: TODAY }, null],
  ['that ends before it does', { endedOn: day('2026-03-26'), endedAs: 'completed' }, null],
  ['that begins in 56 days', { startsOn: day('2026-05-07') }, 'missing'],
  ['that begins in 57 days', { startsOn: day('2026-05-08') }, null],
])('of a contract %s', (_, values, expected) =>
  expect(reminded(ending('2026-03-26'), values)).toBe(expected),
);

test('every prerequisite of the ladder is told with its missions, and by when the law wants it', () => {
  const mission = (code: string, prerequisites?: string[]) => ({
    code,
    title: `Mission ${code}`,
    level: 'one',
    competencies: [],
    ...(prerequisites && { prerequisites }),
  });
  const ladder = {
    missions: [mission('lift', ['afgsu_2', 'fitness_for_work']), mission('wash', ['afgsu_2'])],
  };
  const asked = {
    kind: 'apprenticeship' as const,
    startsOn: life.startsOn,
    signedOn: life.signedOn,
    birthDate: day('2000-01-01'),
  };
  const context = { contractId: 'c' as ContractId, ladder, life };
  const found = readPrerequisites(
    context,
    { held: new Map([['afgsu_2', ending('2026-03-26')]]), prior: new Map() },
    asked,
    TODAY,
  );
  expect(found.prerequisites).toMatchObject([
    { prerequisite: 'afgsu_2', state: 'expiring', missions: [{ code: 'lift' }, { code: 'wash' }], due: null },
    {
      prerequisite: 'fitness_for_work',
      state: 'lacking',
      due: { by: '2025-11-01', rule: 'medical.apprentice_max' },
    },
  ]);
  expect(
    readPrerequisites(context, { held: new Map(), prior: new Map() }, null, TODAY).prerequisites[1]?.due,
  ).toBeNull();
  const minor = { ...asked, birthDate: day('2008-01-01') };
  expect(dueOf('fitness_for_work', minor)).toEqual({
    by: '2025-08-31',
    rule: 'medical.minor_before_assignment',
  });
  expect(dueOf('fitness_for_work', { ...asked, kind: 'professionalisation' })).toBeNull();
  expect(dueOf('afgsu_2', asked)).toBeNull();
});

test('without a last day the day is warned until which it usually lasts; a day that is given wins', () => {
  const warned = (prerequisite: string, until: string | null) =>
    findWarnings({ prerequisite, from: day('2026-03-01'), until: until === null ? null : day(until) });
  expect(warned('afgsu_2', null)).toMatchObject([{ code: 'expiry_unknown' }]);
  expect(warned('afgsu_2', null)[0]?.detail.en).toContain('28 February 2030');
  expect(warned('afgsu_2', '2040-01-01')).toEqual([]);
  expect(warned('hygiene', null)).toEqual([]);
});

test('whoever administers a side attests, and never the alternant', () => {
  expect(attestsOn(person('nobody'), true, everybody, teamDay)).toBe(true);
  expect(attestsOn(person('nobody'), false, everybody, teamDay)).toBe(false);
  expect(attestsOn(everybody.alternantId, true, everybody, teamDay)).toBe(false);
});
