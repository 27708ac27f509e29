import { expect, test } from '@jest/globals';
import { rowIn } from '../../../src/features/contract-history/contract-history.types.js';
import type { PlanItemWithdrawal } from '../../../src/features/training-plan/plan-item-withdrawal.entity.js';
import type { PlanItem } from '../../../src/features/training-plan/plan-item.entity.js';
import { planItemRecorded, planItemWithdrawn } from '../../../src/features/training-plan/plan.facts.js';
import { canPlan, requirePlanner } from '../../../src/features/training-plan/plan.policy.js';
import type { Id, PlanItemId } from '../../../src/kernel/ids.js';
import { person } from '../ladder/world.js';
import { codeOf, EDGES, everybody, held, team, today, tomorrow, whoMay } from '../mandates/team.js';

const [id, before] = ['new', 'old'] as [PlanItemId, PlanItemId];
const planner = requirePlanner(person('referent'), everybody, today);

test('the main tutor, co-tutors and the referent keep the plan; substitutes and observers do not', () => {
  expect(whoMay((name) => canPlan(name, everybody, today))).toEqual(['main_tutor', 'co_tutor', 'referent']);
  expect(codeOf(() => requirePlanner(person('substitute'), everybody, today))).toBe('mandate_missing');
});

test.each(EDGES)('a mandate plans %s', (_, values, counts) => {
  expect(canPlan(person('co_tutor'), team(held('co_tutor', values)), today)).toBe(counts);
});

test('the alternant plans nothing, whatever mandate they were given', () => {
  expect(
    whoMay((name) => canPlan(name, team(held('referent', { personId: person('ines') })), today)),
  ).toEqual([]);
});

test.each([
  ['training_plan.item_added', null],
  ['training_plan.item_replaced', before],
])('%s: the item is kept with its note, which the history does not tell', (type, replaces) => {
  const reported = {
    replaces,
    horizon: 'short' as const,
    mission: 'meal',
    competencies: [{ competency: 'A', level: 'one' }],
    place: 'employer' as const,
  };
  const fact = planItemRecorded(planner, { ...reported, id, unit: 'Unité 1', by: tomorrow, note: 'Fragile' });

  expect(fact.event).toEqual({ type, data: { planItemId: id, ...reported, by: tomorrow } });
  expect(rowIn<PlanItem>([fact], 'plan_items')).toEqual({
    ...reported,
    id,
    recordedBy: 'referent',
    unit: 'Unité 1',
    byDay: tomorrow,
    note: 'Fragile',
  });
});

test('an item is taken out with a reason, which the history does not tell', () => {
  const stated = { id: 'w' as Id<'plan_item_withdrawal'>, reason: 'Fragile' };
  const fact = planItemWithdrawn(planner, id, stated);

  expect(fact.event).toEqual({
    type: 'training_plan.item_withdrawn',
    data: { planItemId: id, withdrawalId: 'w' },
  });
  expect(rowIn<PlanItemWithdrawal>([fact], 'plan_item_withdrawals')).toEqual({
    ...stated,
    planItemId: id,
    recordedBy: 'referent',
  });
});
