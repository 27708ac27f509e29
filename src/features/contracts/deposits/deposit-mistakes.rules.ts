import type { Day } from '../../../kernel/days.js';
import type { FieldError } from '../../../kernel/errors.js';
import { decidedBeforeDeposit, decisionIncomplete, inTheFuture, notDeposited } from './deposits.errors.js';
import type { DepositStated } from './deposits.types.js';

/** Everything that is wrong between what is said of a deposit. */
export function findDepositMistakes(
  {
    on,
    number,
    decision,
    decidedOn,
  }: { readonly [Name in keyof DepositStated]?: DepositStated[Name] | undefined },
  today: Day,
): FieldError[] {
  return [
    ...(on && today < on ? [inTheFuture('/on')] : []),
    ...(decidedOn && today < decidedOn ? [inTheFuture('/decidedOn')] : []),
    ...(!on && number ? [notDeposited('/number')] : []),
    ...(!on && decision ? [notDeposited('/decision')] : []),
    ...(Boolean(decision) !== Boolean(decidedOn) ? [decisionIncomplete()] : []),
    ...(on && decidedOn && decidedOn < on ? [decidedBeforeDeposit()] : []),
  ];
}
