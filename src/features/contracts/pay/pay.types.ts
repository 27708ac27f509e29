import type { Day } from '../../../kernel/days.js';
import type { Bilingual } from '../../../kernel/language.js';
import type { ContractKind, ContractTerms } from '../contracts.types.js';
import type { PayPeriod } from '../form/form.types.js';

export const PAY_BASES = ['SMIC', 'SMC'] as const;
export type PayBase = (typeof PAY_BASES)[number];

/** Whether the alternant holds a vocational baccalaureate, a vocational title of its level, or more. */
export type VocationalBac = 'held' | 'perhaps' | 'not_held';

/** Weekly hours from a day on, by an amendment that all signed. */
export interface AgreedHours {
  readonly from: Day;
  readonly weeklyMinutes: number;
}

/** What the least pay of a contract follows from. Money is in cents, percentages in hundredths: nothing is a fraction. */
export interface PayTerms extends ContractTerms {
  readonly kind: ContractKind;
  /** The first day that is told of, where it began before. */
  readonly paidFrom: Day;
  /** The day whose rules judge the contract. The SMIC is that of each day. */
  readonly judgedOn: Day;
  /** Null counts as the youngest. */
  readonly birthDate: Day | null;
  /** Null: 35 hours, and no amount is certain. */
  readonly weeklyMinutes: number | null;
  /** In the order in which they were signed: of two of one day the later word holds. */
  readonly hoursAgreed: readonly AgreedHours[];
  /** Null: nobody knows the place, and no amount is certain. */
  readonly isMayotte: boolean | null;
  /** Null: as long as the contract. */
  readonly cycleMonths: number | null;
  /** The first day after a failed exam: the year of the grid goes on from there; null: it was not prolonged. */
  readonly prolongedFrom: Day | null;
  /** Months of the cycle before the first day. */
  readonly monthsDone: number;
  readonly isDisabledWorker: boolean;
  readonly isLicencePro: boolean;
  readonly vocationalBac: VocationalBac;
  /** The branch minimum of a month; null: none, or nobody knows. */
  readonly branchCents: number | null;
  /** The last percentage, in hundredths, of the contract that this one follows, where it gave the diploma. */
  readonly lastPercent: number | null;
  /** What the same employer paid in its last month. */
  readonly lastGrossCents: number | null;
}

/** One stretch of days in which the least pay is the same. */
export interface MinimumPeriod {
  readonly from: Day;
  /** Its last day, included. */
  readonly to: Day;
  /** Which year of the contract, from 1. */
  readonly year: number;
  /** Completed years of the age band; null: no bound. */
  readonly fromAge: number | null;
  readonly toAge: number | null;
  /** Hundredths of a percent that the law asks for certain. */
  readonly percent: number;
  readonly smicHourlyCents: number | null;
  /** The SMIC of a month at the hours of the contract; null: not known on that day. */
  readonly smicMonthlyCents: number | null;
  readonly minimumCents: number | null;
  /** With what depends on a reading of the law, on the branch or on the contract before. */
  readonly expectedPercent: number;
  readonly expectedBase: PayBase;
  readonly expectedCents: number | null;
  readonly reasons: readonly Bilingual[];
}

/** A stretch beside what the form says of it. */
export interface PayRow extends MinimumPeriod {
  readonly recorded: PayPeriod | null;
}
