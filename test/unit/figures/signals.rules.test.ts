import { expect, test } from '@jest/globals';
import type { Day } from '../../../src/kernel/days.js';
import type { ContractId, PersonId } from '../../../src/kernel/ids.js';
import { findSignals, THRESHOLDS } from '../../../src/features/figures/signals/signals.rules.js';
import type { SignalFacts } from '../../../src/features/figures/signals/signals.types.js';

const personId = 'p' as PersonId;
const contractId = 'c' as ContractId;
const name = 'Sophie Martin';
const NOTHING: SignalFacts = { days: [], observing: [], waits: [], loads: [], stays: [] };
const found = (facts: Partial<SignalFacts>) =>
  findSignals({ ...NOTHING, ...facts }).map(({ code, detail }) => [code, detail.fr, detail.en]);

const day = (signOffs: number, on = '2026-03-03') => ({
  personId,
  name,
  on: on as Day,
  signOffs,
  alternants: 2,
});

test('many sign-offs of one person on one day: the fullest day alone is told', () => {
  expect(found({ days: [day(24)] })).toEqual([]);
  expect(found({ days: [day(25), day(31, '2026-03-04'), day(26, '2026-03-05')] })).toEqual([
    [
      'many_sign_offs_in_a_day',
      'Sophie Martin a enregistré 31 validations le 4 mars 2026, pour 2 alternants ; 3 journées semblables.',
      'Sophie Martin recorded 31 sign-offs on 4 March 2026, for 2 alternants; 3 such days.',
    ],
  ]);
});

test('one observer for nearly everything', () => {
  const observing = (observed: number, ofAll: number) => ({
    observing: [{ contractId, alternant: 'Inès Moreau', personId, name, observed, ofAll }],
  });
  expect(found(observing(17, 19))).toEqual([]);
  expect(found(observing(19, 19))).toEqual([]);
  expect(found(observing(20, 23))).toEqual([]);
  expect(found(observing(27, 30))).toEqual([
    [
      'one_observer',
      'Inès Moreau : 27 observations sur 30 faites par Sophie Martin depuis 90 jours.',
      'Inès Moreau: 27 of 30 observations made by Sophie Martin in the last 90 days.',
    ],
  ]);
});

test('a competency waits twice as long as the others of its framework', () => {
  const wait = (title: string, days: number, alternants = 5, framework = 'DEAS') => ({
    framework,
    title,
    days,
    alternants,
  });
  const others = [wait('A', 4), wait('B', 7), wait('C', 20, 5, 'DEAES')];
  expect(found({ waits: [...others, wait('D', 13)] })).toEqual([]);
  expect(found({ waits: [...others, wait('D', 14, 4)] })).toEqual([]);
  expect(found({ waits: [wait('B', 8), wait('D', 15)] })).toEqual([]);
  expect(found({ waits: [...others, wait('D', 14)] })).toEqual([
    [
      'slow_competency',
      '« D » (DEAS) : les demandes attendent 14 jours (médiane) ; celles des autres compétences, 6 jours.',
      '"D" (DEAS): requests wait 14 days (median); those of the other competencies, 6 days.',
    ],
  ]);
});

test('requests pile up with one tutor', () => {
  const load = (requests: number, oldestDays: number) => ({
    loads: [{ personId, name, requests, oldestDays }],
  });
  expect(found(load(7, 30))).toEqual([]);
  expect(found(load(8, 6))).toEqual([]);
  expect(found(load(8, 7))).toEqual([
    [
      'requests_pile_up',
      '8 demandes de validation attendent Sophie Martin, la plus ancienne depuis 7 jours.',
      '8 sign-off requests wait for Sophie Martin, the oldest for 7 days.',
    ],
  ]);
});

test('a level at which most stall', () => {
  const stay = (contracts: number, stalled: number) => ({
    stays: [{ ladder: 'Parcours DEAS', level: 'Soins accompagnés', contracts, stalled }],
  });
  expect(found(stay(4, 4))).toEqual([]);
  expect(found(stay(5, 2))).toEqual([]);
  expect(found(stay(5, 3))).toEqual([
    [
      'level_stalled',
      'Palier « Soins accompagnés » (Parcours DEAS) : 3 alternants sur 5 sans validation depuis 45 jours.',
      'Level "Soins accompagnés" (Parcours DEAS): 3 of 5 alternants without a sign-off for 45 days.',
    ],
  ]);
});

test('of each kind the most marked are told, and no more', () => {
  const days = Array.from({ length: 30 }, (_, at) => ({ ...day(25 + at), personId: `p${at}` as PersonId }));
  const signals = findSignals({ ...NOTHING, days });
  expect(signals).toHaveLength(THRESHOLDS.mostOfAKind);
  expect(signals[0]?.detail.en).toMatch(/ 54 /);
});
