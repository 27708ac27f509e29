import { expect, test } from '@jest/globals';
import { decidePut } from '../../../src/features/mandates/external-ids/external-ids.rules.js';
import type { PlacementId } from '../../../src/features/contracts/placements/placements.types.js';
import type { NewMandate } from '../../../src/features/mandates/mandates.rules.js';
import type { Day } from '../../../src/kernel/days.js';
import type { MandateId, PersonId } from '../../../src/kernel/ids.js';

const ID = 'held' as MandateId;
const held = (until: string | null) => ({
  id: ID,
  personId: 'sophie' as PersonId,
  role: 'main_tutor' as const,
  from: '2026-03-01' as Day,
  until: until as Day | null,
  maxLevel: null,
});
const wanted = (values: Partial<Record<keyof NewMandate, string | null>>): NewMandate =>
  ({ ...held(null), replaces: null, placementId: null, ...values }) as unknown as NewMandate;

test.each([
  ['as it stands', null, {}, 'nothing'],
  ['as it stands, with its end', '2026-06-01', { until: '2026-06-01' }, 'nothing'],
  ['with an end', null, { until: '2026-06-01' }, 'end'],
  ['a day sooner', '2026-06-02', { until: '2026-06-01' }, 'end'],
  ['a day later', '2026-06-01', { until: '2026-06-02' }, 'refuse'],
  ['without the end that it has', '2026-06-01', {}, 'refuse'],
  ['somebody else, from its first day', null, { personId: 'marc' }, 'open held'],
  ['somebody else, later', null, { personId: 'marc', from: '2026-04-01' }, 'open held'],
  ['somebody else, a day before', null, { personId: 'marc', from: '2026-02-28' }, 'refuse'],
  ['the same, up to a level', null, { maxLevel: 'simple_tasks', from: '2026-04-01' }, 'open held'],
  ['another role', null, { role: 'co_tutor', from: '2026-04-01' }, 'refuse'],
  ['another role, once it is over', '2026-04-01', { role: 'co_tutor', from: '2026-04-01' }, 'open'],
  ['another role, a day before it is over', '2026-04-02', { role: 'co_tutor', from: '2026-04-01' }, 'refuse'],
  ['in the place of another mandate', null, { from: '2026-04-01', replaces: 'other' }, 'refuse'],
])('what is sent %s does it: %#', (_, until, sent, does) => {
  const decision = decidePut(held(until), wanted(sent));
  expect(decision.does === 'open' && decision.replaces ? `open ${decision.replaces}` : decision.does).toBe(
    does,
  );
});

test('what nobody calls so is opened, in the place of the mandate that it names', () => {
  expect(decidePut(null, wanted({ replaces: 'other' }))).toEqual({ does: 'open', replaces: 'other' });
});

test.each([
  ['as it was first sent', true, '2026-02-01', '2026-06-01', 'nothing'],
  ['until later, once the placement was prolonged', true, '2026-02-01', '2026-07-01', 'go_on'],
  ['until later, of one that somebody ended for itself', false, '2026-02-01', '2026-07-01', 'refuse'],
  ['with an end', true, '2026-03-01', '2026-05-01', 'end'],
  ['from a day on which none of them began', true, '2026-02-02', '2026-07-01', 'refuse'],
])('of a mandate at a host, what is sent %s does it: %#', (_, endedWithPlacement, from, until, does) => {
  const placementId = 'nursery' as PlacementId;
  const stored = { ...held('2026-06-01'), role: 'co_tutor' as const, placementId };
  const sent = wanted({ role: 'co_tutor', placementId, from, until });
  const decision = decidePut(stored, sent, { began: '2026-02-01' as Day, endedWithPlacement });
  expect(decision.does).toBe(does);
});
