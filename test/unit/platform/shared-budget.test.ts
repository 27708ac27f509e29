import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SharedBudget } from '../../../src/platform/server/shared-budget.js';

test('nobody takes more than their share, all together no more than there is, and what is given back is there again', () => {
  const steps = fc.array(fc.record({ caller: fc.constantFrom('a', 'b', 'c', 'd'), amount: fc.nat(40) }));
  fc.assert(
    fc.property(steps, (asked) => {
      const budget = new SharedBudget(100, 40);
      const held: { caller: string; amount: number }[] = [];
      const sum = (of: typeof held) => of.reduce((total, { amount }) => total + amount, 0);
      for (const { caller, amount } of asked) {
        const own = sum(held.filter((one) => one.caller === caller)) + amount;
        const fits = own <= 40 && sum(held) + amount <= 100;
        expect(budget.take(caller, amount)).toBe(fits);
        if (fits) held.push({ caller, amount });
        const oldest = amount % 3 === 0 ? held.shift() : undefined;
        if (oldest) budget.giveBack(oldest.caller, oldest.amount);
      }
      for (const { caller, amount } of held) budget.giveBack(caller, amount);
      expect(budget.take('a', 40) && budget.take('b', 40) && budget.take('c', 20)).toBe(true);
    }),
  );
});
