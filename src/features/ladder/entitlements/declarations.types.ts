import type { Day } from '../../../kernel/days.js';

/** What an employer declared to the labour inspectorate, as entitlements see it: of the ladder of the contract. */
export interface Declaration {
  readonly declaredOn: Day;
  /** Codes of the ladder's missions that are regulated work. */
  readonly missions: readonly string[];
}

/** Whether a mission is declared on a day; `lapsed`: it was, until that day, excluded. */
export type Cover =
  | { readonly state: 'in_force' }
  | { readonly state: 'lapsed'; readonly until: Day }
  | { readonly state: 'none' };
