import type { Day } from '../../../kernel/days.js';
import type { PersonId } from '../../../kernel/ids.js';

/** What somebody saw, performed or unsafe, under a contract that this one continues. */
export interface PriorMark {
  readonly on: Day;
  readonly by: PersonId;
  readonly safe: boolean;
}

export interface PriorSighting extends PriorMark {
  readonly competency: string;
  readonly level: string;
}
