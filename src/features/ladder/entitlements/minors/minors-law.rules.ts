import type { Day } from '../../../../kernel/days.js';
import { MAJORITY } from '../../../../kernel/law.js';
import { figureOf, legalRuleOn, mayBlock, type LegalRuleVersion } from '../../../../kernel/legal-rules.js';

/** For whoever has not completed so many years; of several the first is theirs. */
interface Figure {
  readonly under: number;
  readonly minutes: number;
  /** What interrupts, at least. */
  readonly breakMinutes?: number;
}

export interface MinorWork {
  /** What blocks refuses what is asked about, and flags what was done; what warns says so. */
  readonly severity: 'block' | 'warn';
  readonly article: string;
  readonly figures: readonly Figure[];
}

const HOUR = 60;
const DAY = 24 * HOUR;
const minor = (minutes: number, rest: Partial<Figure> = {}): Figure => ({
  under: MAJORITY,
  minutes,
  ...rest,
});

/** What a minor may work at most, and rest at least: how the figures of each rule of the law are read. */
const FIGURES = {
  day_max: (rule) => [minor(figureOf(rule, 'max') * HOUR)],
  week_max: (rule) => [minor(figureOf(rule, 'max') * HOUR)],
  continuous_max: (rule) => [
    minor(figureOf(rule, 'max_continuous') * HOUR, { breakMinutes: figureOf(rule, 'min_break') }),
  ],
  daily_rest_min: (rule) => [
    minor(figureOf(rule, 'min_under_16') * HOUR, { under: 16 }),
    minor(figureOf(rule, 'min') * HOUR),
  ],
  weekly_rest_min: (rule) => [minor(figureOf(rule, 'min_consecutive') * DAY)],
} as const satisfies Readonly<Record<string, (rule: LegalRuleVersion) => readonly Figure[]>>;

export type MinorWorkRule = keyof typeof FIGURES;
export const MINOR_WORK_RULES = Object.keys(FIGURES) as readonly MinorWorkRule[];

/** What the law says of a minor’s work on a day; null: nothing that is known. */
export function minorWorkOn(rule: MinorWorkRule, day: Day): MinorWork | null {
  const law = legalRuleOn(`minor.${rule}`, day);
  return (
    law && {
      severity: mayBlock(law) ? 'block' : 'warn',
      article: law.article.replaceAll(';', ' ;'),
      figures: FIGURES[rule](law),
    }
  );
}
