import type { Day, Instant } from '../../../kernel/days.js';
import type { Bilingual } from '../../../kernel/language.js';

/** The hours of work that a question is about: from an instant to an instant, excluded. */
export interface Shift {
  readonly from: Instant;
  readonly to: Instant;
  /** Minutes of its break, where it is told. */
  readonly breakMinutes?: number | null;
}

/** What is judged: one day, or each day in Paris that a shift touches, in order. */
export type Days = readonly [Day, ...Day[]];

/** Hours that are not a minor's, on the first day of the shift on which they are met. */
export type MinorHours =
  | { readonly kind: 'night'; readonly on: Day; readonly from: number; readonly to: number }
  | { readonly kind: 'sunday'; readonly on: Day }
  | { readonly kind: 'holiday'; readonly on: Day; readonly name: Bilingual }
  /** More work than a minor's, or too long without a break. */
  | { readonly kind: 'day_max' | 'continuous_max'; readonly on: Day };
