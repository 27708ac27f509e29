import { expect, test } from '@jest/globals';
import type { Act } from '../../../src/features/contracts/acts/transitions.rules.js';
import {
  lifeOf,
  statusOn,
  type ContractStep,
  type StepKind,
} from '../../../src/features/contracts/contracts.types.js';
import {
  correctedLife,
  findCorrectable,
  findCorrectionRefusal,
  findCorrectionWarnings,
} from '../../../src/features/contracts/corrections/corrections.rules.js';
import type { Day, Instant } from '../../../src/kernel/days.js';

const day = (text: string) => text as Day;
const recordedAt = '2025-06-01T08:00:00.000Z' as Instant;

/** A contract from 1 September 2025 to 31 August 2027, signed, then `kind day`, or `kind day corrects`. */
function steps(...recorded: string[]): ContractStep[] {
  return ['created -', 'signed 2025-07-01', ...recorded].map((text, index) => {
    const [kind, on, corrects] = text.split(' ') as [StepKind, string, string | undefined];
    return {
      kind,
      sequence: index + 1,
      recordedAt,
      on: on === '-' ? null : day(on),
      cause: null,
      initiator: null,
      terms: kind === 'created' ? { startsOn: day('2025-09-01'), until: day('2027-09-01') } : null,
      corrects: corrects === undefined ? null : Number(corrects),
    };
  });
}

test.each<[string, string[], string, string]>([
  [
    'before the day that it should have said',
    ['suspended 2026-02-01', 'suspended 2026-02-03 3'],
    '2026-02-02',
    'active',
  ],
  ['from that day on', ['suspended 2026-02-01', 'suspended 2026-02-03 3'], '2026-02-03', 'suspended'],
  [
    'the last correction counts',
    ['terminated 2026-02-01', 'terminated 2026-02-03 3', 'terminated 2026-02-02 4'],
    '2026-02-02',
    'terminated',
  ],
  ['a termination that never was', ['terminated 2026-02-01', 'withdrawn - 3'], '2026-02-01', 'active'],
  [
    'what it had replaced counts again',
    ['terminated 2026-06-01', 'terminated 2026-02-01', 'withdrawn - 4'],
    '2026-06-01',
    'terminated',
  ],
  [
    'a return that never was',
    ['suspended 2026-02-01', 'resumed 2026-02-05', 'withdrawn - 4'],
    '2026-02-06',
    'suspended',
  ],
  [
    'the return before counts again',
    ['suspended 2026-02-01', 'resumed 2026-02-05', 'resumed 2026-02-08', 'withdrawn - 5'],
    '2026-02-06',
    'active',
  ],
  [
    'a return goes with its suspension, not to the one before',
    [
      'suspended 2026-01-01',
      'resumed 2026-01-05',
      'suspended 2026-02-01',
      'resumed 2026-02-05',
      'withdrawn - 5',
    ],
    '2026-01-06',
    'active',
  ],
  [
    'a corrected suspension keeps its return',
    ['suspended 2026-02-01', 'resumed 2026-02-05', 'suspended 2026-01-20 3'],
    '2026-02-05',
    'active',
  ],
])('%s', (_, recorded, on, expected) => {
  expect(statusOn(lifeOf(steps(...recorded)), day(on))).toBe(expected);
});

const refusalOf = (recorded: string[], sequence: number, act: Partial<Act> | null, today = '2026-03-12') => {
  const all = steps(...recorded);
  const found = findCorrectable(all, sequence);
  if ('refusal' in found) return found.refusal.code;
  const { step } = found;
  const by = { sequence: all.length + 1, recordedAt };
  const { on, cause, initiator } = step;
  const corrected = act && { on, cause, initiator, ...act };
  const without = correctedLife(all, step, null, by);
  const after = correctedLife(all, step, corrected, by);
  const refusal = findCorrectionRefusal(step, corrected, { after, without, today: day(today) });
  const [error] = (refusal?.details['errors'] ?? []) as { code: string }[];
  return refusal && (error?.code ?? refusal.code);
};
const to = (on: string) => ({ on: day(on) });

const AWAY = ['suspended 2026-02-01', 'resumed 2026-02-05'];
const TWICE = [...AWAY, 'suspended 2026-02-10'];

test.each<[string, string[], number, Partial<Act> | null, string | null]>([
  ['what is signed is no day to correct', [], 2, to('2025-07-02'), 'not_correctable'],
  ['nor is a cancellation', ['cancelled 2025-08-01'], 3, null, 'not_correctable'],
  ['nor what was never recorded', [], 9, null, 'not_correctable'],
  ['nor a withdrawal', [...AWAY, 'withdrawn - 4'], 5, null, 'not_correctable'],
  ['what was corrected already', [...AWAY, 'resumed 2026-02-06 4'], 4, to('2026-02-07'), 'already_corrected'],
  ['its correction', [...AWAY, 'resumed 2026-02-06 4'], 5, to('2026-02-07'), null],
  ['a return that was moved since', [...AWAY, 'resumed 2026-02-08'], 4, null, 'already_corrected'],
  ['a return, once that move is withdrawn', [...AWAY, 'resumed 2026-02-08', 'withdrawn - 5'], 4, null, null],
  ['the return of a suspension that never was', [...AWAY, 'withdrawn - 3'], 4, null, 'already_corrected'],
  [
    'an end that another replaced',
    ['terminated 2026-06-01', 'terminated 2026-05-01'],
    3,
    null,
    'already_corrected',
  ],
  ['the last day before the contract', AWAY, 3, to('2025-08-31'), 'outside_contract'],
  ['its first day', AWAY, 3, to('2025-09-01'), null],
  ['a suspension that would begin on the day of its return', AWAY, 3, to('2026-02-05'), null],
  ['or after it', AWAY, 3, to('2026-02-06'), 'before_suspension'],
  ['a return on the day of the next suspension', TWICE, 4, to('2026-02-10'), null],
  ['or after it', TWICE, 4, to('2026-02-11'), 'overlaps_suspension'],
  ['a suspension before the return of the one before', TWICE, 5, to('2026-02-04'), 'overlaps_suspension'],
  ['no return any more, before another suspension', TWICE, 4, null, 'built_upon'],
  ['no suspension any more, whatever comes after', TWICE, 3, null, null],
  ['nothing changed', AWAY, 3, {}, 'unchanged'],
  ['a termination on the first day', ['terminated 2026-02-01'], 3, to('2025-09-01'), null],
  ['on the last day', ['terminated 2026-02-01'], 3, to('2027-08-31'), null],
  ['after the last day', ['terminated 2026-02-01'], 3, to('2027-09-01'), 'outside_contract'],
  ['only its cause', ['terminated 2026-02-01'], 3, { cause: 'liquidation' }, null],
  [
    'an early completion by anything but the diploma',
    ['completed 2026-02-01'],
    3,
    { cause: 'other' },
    'diploma_expected',
  ],
  ['a completion that never was', ['completed 2025-09-02'], 3, null, null],
])('%s', (_, recorded, sequence, act, expected) => {
  expect(refusalOf(recorded, sequence, act)).toBe(expected);
});

test('a termination is taken back until six months after its day, and not on the day itself', () => {
  expect(refusalOf(['terminated 2026-02-01'], 3, null, '2026-07-31')).toBeNull();
  expect(refusalOf(['terminated 2026-02-01'], 3, null, '2026-08-01')).toBe('end_is_final');
  expect(refusalOf(['terminated 2026-02-01'], 3, to('2026-02-02'), '2026-08-01')).toBe('end_is_final');
  expect(refusalOf(['terminated 2026-02-01'], 3, to('2026-02-02'), '2026-07-31')).toBeNull();
  expect(refusalOf(['terminated 2026-02-01'], 3, to('2026-01-31'), '2026-08-01')).toBeNull();
});

test('of an end others were told, each kind of contract others; of a suspension nobody', () => {
  const source = (kind: 'apprenticeship' | 'professionalisation') =>
    findCorrectionWarnings(kind, { kind: 'terminated' }).map(({ code, detail }) => [code, detail.fr]);

  expect(source('apprenticeship')).toEqual([['end_already_announced', expect.stringContaining('R6222-21')]]);
  expect(source('professionalisation')).toEqual([
    ['end_already_announced', expect.stringContaining('D6325-5')],
  ]);
  expect(findCorrectionWarnings('apprenticeship', { kind: 'suspended' })).toEqual([]);
});
