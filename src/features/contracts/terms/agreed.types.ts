import type { Day } from '../../../kernel/days.js';

/** Members of the form by their path, `pay.periods`, each with what it says. */
export type AgreedMembers = Readonly<Record<string, unknown>>;

/** What all parties agreed to change of what the form says, from a day on. */
export interface AgreedChange {
  readonly from: Day;
  /** Weekly hours among them: `terms.weeklyMinutes`. */
  readonly members: AgreedMembers;
}
