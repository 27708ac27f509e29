import shipped from '../../../data/prerequisites.json' with { type: 'json' };
import { addDays, addMonths, type Day } from '../../kernel/days.js';
import { bilingual, type Bilingual } from '../../kernel/language.js';
import type { Certainty } from '../../kernel/legal-rules.js';

/** What Palier knows of a prerequisite by name, as `data/prerequisites.json` has it; a ladder may ask for others. */
export interface KnownPrerequisite {
  readonly code: string;
  readonly fr: string;
  readonly en: string;
  /** How long it is usually good for; null: nobody says. */
  readonly validityMonths: number | null;
  /** Where it is written that it is asked for, or how long it lasts; null: it is ours. */
  readonly source: string | null;
  /** How sure we are of that. */
  readonly certainty: Certainty | null;
  /** Codes of the legal rules that say by when it has to be there. */
  readonly legalRules: readonly string[];
  /** So many weeks before it ends people are reminded: the first time, and the last. */
  readonly reminderWeeks: readonly [number, number];
}

/** Every prerequisite that has a name here. Each says nothing of somebody’s health beyond that it was checked. */
export const PREREQUISITES = shipped as readonly unknown[] as readonly KnownPrerequisite[];

const BY_CODE = new Map(PREREQUISITES.map((one) => [one.code, one]));
const USUAL_WEEKS: KnownPrerequisite['reminderWeeks'] = [8, 2];

export const knownPrerequisite = (code: string): KnownPrerequisite | null => BY_CODE.get(code) ?? null;

/** The name of a prerequisite in a sentence; one of the ladder's own is named by its code. */
export function describePrerequisite(code: string): Bilingual {
  const known = knownPrerequisite(code);
  return known
    ? bilingual(known.fr, known.en)
    : bilingual(`le prérequis « ${code} »`, `the prerequisite "${code}"`);
}

/** From how many days before its end on people are reminded of one: the first time, and the last. */
export function reminderDays(code: string): { readonly first: number; readonly last: number } {
  const [first, last] = knownPrerequisite(code)?.reminderWeeks ?? USUAL_WEEKS;
  return { first: first * 7, last: last * 7 };
}

/** Nobody is reminded of anything that ends later than so many days from now. */
export const FURTHEST_REMINDER = Math.max(
  ...[...PREREQUISITES.map(({ reminderWeeks }) => reminderWeeks[0]), USUAL_WEEKS[0]].map(
    (weeks) => weeks * 7,
  ),
);

/** The first day out that the data propose for one that holds from a day on; null: they propose none. */
export function usualEnd(code: string, from: Day): Day | null {
  const months = knownPrerequisite(code)?.validityMonths ?? null;
  return months === null ? null : addMonths(from, months);
}

/** The last day in, of a first day out. */
export const lastDayOf = (until: Day): Day => addDays(until, -1);
