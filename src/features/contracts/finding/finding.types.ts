import type { Day, Instant } from '../../../kernel/days.js';
import type { FrameworkId, LadderId, OrganisationId, PersonId } from '../../../kernel/ids.js';
import type { ContractKind, ContractStatus } from '../contracts.types.js';

/** What HR looks its contracts through by: each has an index of either side. Without one they come as they were created. */
export const CONTRACT_SORTS = ['name', 'startsOn', 'endsOn'] as const;
export type ContractSort = (typeof CONTRACT_SORTS)[number];

/** The order of a page; `change` is that of a list of what changed since. */
export type ContractOrder = ContractSort | 'creation' | 'change';

export const CONTRACT_FILTER_FLAGS = ['no_main_tutor', 'not_deposited'] as const;
export type ContractFilterFlag = (typeof CONTRACT_FILTER_FLAGS)[number];

interface Asked {
  readonly status: ContractStatus;
  readonly kind: ContractKind;
  readonly alternantId: PersonId;
  readonly employerId: OrganisationId;
  readonly trainingCentreId: OrganisationId;
  /** A tutor of today. */
  readonly tutorId: PersonId;
  readonly ladderId: LadderId;
  readonly frameworkId: FrameworkId;
  /** Code of the current level. */
  readonly level: string;
  readonly group: string;
  readonly externalId: string;
  readonly startsFrom: Day;
  readonly startsTo: Day;
  readonly endsFrom: Day;
  readonly endsTo: Day;
  readonly flag: ContractFilterFlag;
  /** Each is a part of a name of the alternant. */
  readonly words: readonly string[];
}

/** What is asked of each contract; what is absent is not asked. */
export type ContractFilters = { readonly [Name in keyof Asked]?: Asked[Name] | undefined };

export interface ContractPage {
  readonly order: ContractOrder;
  readonly limit: number;
  /** Where the page before ended, in that order; null: it is the first. */
  readonly after: { readonly id: string; readonly key: string | null } | null;
  /** Those that changed since. */
  readonly since: Instant | null;
}

/** A row, and where it stands in its list. */
export type Found<Row> = Row & { readonly sortKey: string };
