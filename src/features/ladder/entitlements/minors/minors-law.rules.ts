import { MAJORITY, type LegalRule } from '../../../../kernel/law.js';

/** For whoever has not completed so many years; of several the first is theirs. */
interface Figure {
  readonly under: number;
  readonly minutes: number;
  /** What interrupts, at least. */
  readonly breakMinutes?: number;
}

export interface MinorWork extends LegalRule {
  /** What blocks refuses what is asked about, and flags what was done; what warns says so. */
  readonly severity: 'block' | 'warn';
  readonly figures: readonly Figure[];
}

const from = (day: string) => ({ from: day, until: null }) as LegalRule['applies'];
const DAY = 24 * 60;

/** What a minor may work at most, and rest at least: `data/minors.json` tells more, and a test keeps the two alike. */
export const MINOR_WORK = {
  day_max: [
    {
      applies: from('2019-01-01'),
      source: 'Code du travail, L3162-1 ; L6222-25',
      certainty: 'text',
      severity: 'block',
      figures: [{ under: MAJORITY, minutes: 480 }],
    },
  ],
  week_max: [
    {
      applies: from('2019-01-01'),
      source: 'Code du travail, L3162-1 ; L6222-25',
      certainty: 'text',
      severity: 'block',
      figures: [{ under: MAJORITY, minutes: 2100 }],
    },
  ],
  continuous_max: [
    {
      applies: from('2008-05-01'),
      source: 'Code du travail, L3162-3',
      certainty: 'text',
      severity: 'block',
      figures: [{ under: MAJORITY, minutes: 270, breakMinutes: 30 }],
    },
  ],
  daily_rest_min: [
    {
      applies: from('2008-05-01'),
      source: 'Code du travail, L3164-1',
      certainty: 'text',
      severity: 'block',
      figures: [
        { under: 16, minutes: 840 },
        { under: MAJORITY, minutes: 720 },
      ],
    },
  ],
  weekly_rest_min: [
    {
      applies: from('2017-12-22'),
      source: 'Code du travail, L3164-2',
      certainty: 'text',
      severity: 'warn',
      figures: [{ under: MAJORITY, minutes: 2 * DAY }],
    },
  ],
} as const satisfies Readonly<Record<string, readonly MinorWork[]>>;

export type MinorWorkRule = keyof typeof MINOR_WORK;
export const MINOR_WORK_RULES = Object.keys(MINOR_WORK) as readonly MinorWorkRule[];
