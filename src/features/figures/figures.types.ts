import type { Bilingual } from '../../kernel/language.js';
import type { Day, Instant } from '../../kernel/days.js';
import type { OrganisationId, PersonId } from '../../kernel/ids.js';
import type { ContractStep } from '../contracts/contracts.types.js';

export const FIGURE_INDICATORS = [
  'contract_ends',
  'ladder_progress',
  'days_per_level',
  'request_days',
  'contracts_per_tutor',
] as const;
export type FigureIndicator = (typeof FIGURE_INDICATORS)[number];

export const FIGURE_UNITS = ['contracts', 'days', 'contracts_per_tutor'] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

/** A contract of the intake, as it was recorded on the day of the figures. */
export interface FigureContract {
  readonly alternantId: PersonId;
  readonly framework: string;
  readonly frameworkTitle: string;
  readonly steps: readonly ContractStep[];
  /** The number of levels of its ladder. */
  readonly levels: number;
  /** When each level was achieved for the first time, the earliest first. */
  readonly achievedAt: readonly Instant[];
  /** The whole days from asking to the decision, of each request that was decided. */
  readonly requestDays: readonly number[];
  readonly mainTutorId: PersonId | null;
}

/** The contracts of one organisation that began in one school year. */
export interface Intake {
  readonly side: 'training_centre' | 'employer';
  readonly organisationId: OrganisationId;
  readonly schoolYear: SchoolYear;
}

/** The year in which a school year begins, its days, and the day of which its figures are. */
export interface SchoolYear {
  readonly year: number;
  readonly from: Day;
  readonly until: Day;
  /** What is recorded from then on changes no figure. */
  readonly closedOn: Day;
}

/** One figure; `value` null: it would tell of fewer people than may be told of. */
export interface Figure {
  readonly indicator: FigureIndicator;
  /** The class; without a code: what is too small by itself, together. */
  readonly framework: { readonly code: string | null; readonly title: Bilingual };
  readonly category: string;
  readonly categoryTitle: Bilingual;
  readonly unit: FigureUnit;
  readonly value: number | null;
  /** The contracts among which it was counted, rounded. */
  readonly population: number | null;
  readonly share: number | null;
}
