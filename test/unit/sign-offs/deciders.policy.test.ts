import { expect, test } from '@jest/globals';
import type { Day } from '../../../src/kernel/days.js';
import type { ContractId, MandateId } from '../../../src/kernel/ids.js';
import type { PlacementId } from '../../../src/features/contracts/placements/placements.types.js';
import type { Mandate, MandateRole } from '../../../src/features/mandates/mandates.types.js';
import { capacitiesOf } from '../../../src/features/sign-offs/facts/deciders.policy.js';
import { person } from '../ladder/world.js';

const today = '2026-03-12' as Day;
const held = (id: string, role: MandateRole, absences: Mandate['absences'] = []): Mandate => ({
  id: id as MandateId,
  contractId: 'contract' as ContractId,
  personId: person('tess'),
  role,
  from: '2026-01-01' as Day,
  until: null,
  maxLevel: null,
  memberOn: [{ from: null, until: null }],
  absences,
});

test('while the main tutor is away a co-tutor of the employer decides, and none of a host', () => {
  const main = held('main', 'main_tutor', [{ from: today, until: '2026-03-13' as Day }]);
  const at = (placementId: string | null) => [
    { ...main, personId: person('max') },
    { ...held('co', 'co_tutor'), placementId: placementId as PlacementId | null },
  ];
  const decides = (mandates: readonly Mandate[]) =>
    capacitiesOf(person('tess'), { alternantId: person('ines'), mandates }, today).has('tutor');
  expect([at(null), at('nursery'), at('nursery').slice(1)].map(decides)).toEqual([true, false, false]);
});

test('who holds both decides by the mandate of main tutor, in whatever order they come', () => {
  const main = held('main', 'main_tutor', [{ from: today, until: '2026-03-13' as Day }]);
  const co = held('co', 'co_tutor');

  for (const mandates of [
    [main, co],
    [co, main],
  ]) {
    const capacities = capacitiesOf(person('tess'), { alternantId: person('ines'), mandates }, today);
    expect(capacities.get('tutor')?.id).toBe('main');
  }
});
