import { expect, test } from '@jest/globals';
import {
  lifeOf,
  statusOn,
  type ContractStep,
  type StepKind,
} from '../../../src/features/contracts/contracts.types.js';
import {
  allowedVerbs,
  decideTransition,
  type Verb,
} from '../../../src/features/contracts/acts/transitions.rules.js';
import type { Day, Instant } from '../../../src/kernel/days.js';

const day = (text: string) => text as Day;

/** The steps of a contract from 1 September 2025 to 31 August 2027, then those given as `kind day`. */
function steps(...recorded: string[]): ContractStep[] {
  return ['created -', ...recorded].map((text, index) => {
    const [kind, on] = text.split(' ') as [StepKind, string];
    return {
      kind,
      sequence: index + 1,
      recordedAt: '2025-06-01T08:00:00.000Z' as Instant,
      on: on === '-' ? null : day(on),
      cause: null,
      initiator: null,
      terms: kind === 'created' ? { startsOn: day('2025-09-01'), until: day('2027-09-01') } : null,
    };
  });
}

const SIGNED = ['signed 2025-07-01'];
const SUSPENDED = [...SIGNED, 'suspended 2026-02-01'];

test.each([
  ['a draft is a draft on any day', [], '2026-03-12', 'draft'],
  ['the day before it starts it is signed', SIGNED, '2025-08-31', 'signed'],
  ['the day it starts it is active', SIGNED, '2025-09-01', 'active'],
  ['its last day is active', SIGNED, '2027-08-31', 'active'],
  ['the day after it is completed', SIGNED, '2027-09-01', 'completed'],
  ['the day before a suspension is active', SUSPENDED, '2026-01-31', 'active'],
  ['the first day of a suspension is suspended', SUSPENDED, '2026-02-01', 'suspended'],
  [
    'the last day of a suspension is suspended',
    [...SUSPENDED, 'resumed 2026-03-01'],
    '2026-02-28',
    'suspended',
  ],
  ['the first day back is active', [...SUSPENDED, 'resumed 2026-03-01'], '2026-03-01', 'active'],
  [
    'a return may be moved',
    [...SUSPENDED, 'resumed 2026-03-01', 'resumed 2026-02-20'],
    '2026-02-20',
    'active',
  ],
  [
    'the last day before a termination is active',
    [...SIGNED, 'terminated 2026-04-01'],
    '2026-03-31',
    'active',
  ],
  ['the first day out is terminated', [...SIGNED, 'terminated 2026-04-01'], '2026-04-01', 'terminated'],
  ['a termination ends a suspension', [...SUSPENDED, 'terminated 2026-04-01'], '2026-04-01', 'terminated'],
  ['it stays terminated past its term', [...SIGNED, 'terminated 2026-04-01'], '2028-01-01', 'terminated'],
  ['an early completion', [...SIGNED, 'completed 2026-07-01'], '2026-07-01', 'completed'],
  ['cancelled on any day', [...SIGNED, 'cancelled 2025-08-01'], '2025-07-15', 'cancelled'],
])('%s', (_, recorded, on, expected) => {
  expect(statusOn(lifeOf(steps(...recorded)), day(on))).toBe(expected);
});

test.each<[string, string[], string, Verb[]]>([
  ['a draft', [], '2025-07-01', ['sign', 'cancel']],
  ['signed, not started', SIGNED, '2025-08-31', ['cancel']],
  ['active', SIGNED, '2025-09-01', ['suspend', 'terminate', 'complete']],
  ['suspended', SUSPENDED, '2026-02-01', ['resume', 'terminate', 'complete']],
  ['a suspension to come', SUSPENDED, '2026-01-31', ['resume', 'terminate', 'complete']],
  [
    'back from a suspension',
    [...SUSPENDED, 'resumed 2026-03-01'],
    '2026-03-01',
    ['suspend', 'terminate', 'complete'],
  ],
  ['an end to come', [...SIGNED, 'terminated 2026-04-01'], '2026-03-12', ['suspend', 'terminate']],
  ['terminated', [...SIGNED, 'terminated 2026-04-01'], '2026-04-01', []],
  ['completed', SIGNED, '2027-09-01', []],
  ['cancelled', ['cancelled 2025-08-01'], '2025-08-01', []],
])('what is allowed: %s', (_, recorded, today, verbs) => {
  expect(allowedVerbs(lifeOf(steps(...recorded)), day(today))).toEqual(verbs);
});

const refusalOf = (
  recorded: string[],
  verb: Verb,
  on: string,
  cause: 'diploma_obtained' | 'other' | null = null,
) => {
  const life = lifeOf(steps(...recorded));
  const today = verb === 'sign' ? day('2025-07-01') : day('2026-03-12');
  const verdict = decideTransition(life, verb, { on: day(on), cause, initiator: null }, today);
  if (verdict.ok) return null;
  return verdict.kind === 'illegal' ? verdict.currentStatus : verdict.error.code;
};

test.each<[Verb, string[], string, string | null]>([
  ['sign', [], '2025-09-01', null],
  ['sign', [], '2025-09-02', 'after_start'],
  ['sign', SIGNED, '2025-07-01', 'signed'],
  ['suspend', SIGNED, '2025-08-31', 'outside_contract'],
  ['suspend', SIGNED, '2025-09-01', null],
  ['suspend', SIGNED, '2027-08-31', null],
  ['suspend', SIGNED, '2027-09-01', 'outside_contract'],
  ['suspend', SUSPENDED, '2026-05-01', 'suspended'],
  ['suspend', [...SUSPENDED, 'resumed 2026-03-01'], '2026-02-28', 'overlaps_suspension'],
  ['suspend', [...SUSPENDED, 'resumed 2026-03-01'], '2026-03-01', null],
  ['suspend', [...SUSPENDED, 'resumed 2026-03-01'], '2026-01-01', 'overlaps_suspension'],
  ['suspend', [...SIGNED, 'terminated 2026-06-01'], '2026-06-01', 'outside_contract'],
  ['resume', SUSPENDED, '2026-02-01', null],
  ['resume', SUSPENDED, '2026-01-31', 'before_suspension'],
  ['resume', SUSPENDED, '2026-02-02', null],
  ['resume', SIGNED, '2026-03-12', 'active'],
  ['terminate', SIGNED, '2025-08-31', 'outside_contract'],
  ['terminate', SIGNED, '2025-09-01', null],
  ['terminate', SIGNED, '2027-08-31', null],
  ['terminate', SIGNED, '2027-09-01', 'outside_contract'],
  ['terminate', SUSPENDED, '2026-03-12', null],
  ['terminate', [...SIGNED, 'terminated 2026-06-01'], '2026-05-01', null],
  ['terminate', [...SIGNED, 'terminated 2026-06-01'], '2026-06-01', 'outside_contract'],
  ['cancel', SIGNED, '2026-03-12', 'active'],
  ['complete', SIGNED, '2025-09-01', 'outside_contract'],
  ['complete', SIGNED, '2027-09-01', null],
  ['complete', SIGNED, '2027-09-02', 'outside_contract'],
  ['complete', [...SIGNED, 'terminated 2026-06-01'], '2026-05-01', 'active'],
])('%s after %j on %s: %s', (verb, recorded, on, refusal) => {
  expect(refusalOf(recorded, verb, on)).toBe(refusal);
});

test('before its term only the diploma completes a contract', () => {
  expect(refusalOf(SIGNED, 'complete', '2026-07-01', 'other')).toBe('diploma_expected');
  expect(refusalOf(SIGNED, 'complete', '2026-07-01', 'diploma_obtained')).toBeNull();
});
