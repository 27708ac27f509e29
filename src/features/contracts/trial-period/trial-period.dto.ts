import { ApiProperty } from '@nestjs/swagger';
import { CALENDAR_LABELS } from '../../../kernel/labels/calendar-labels.js';
import type { Language } from '../../../kernel/language.js';
import { inLanguage } from '../../../platform/responses/language.js';
import { AtField } from '../../../platform/validation/as-of.js';
import { CalendarDayResponse } from '../calendar/calendar.dto.js';
import type { TrialRead } from './trial-period.service.js';
import {
  TRIAL_DAY_COUNTS,
  TRIAL_UNKNOWNS,
  type TrialDayCount,
  type TrialUnknown,
} from './trial-period.types.js';

export class TrialPeriodQuery {
  @AtField() at?: string;
}

export class TrialDayResponse extends CalendarDayResponse {
  /** Whether it counts. */
  @ApiProperty({ enum: TRIAL_DAY_COUNTS, enumName: 'TrialDayCount' }) count!: TrialDayCount;
  /** How many were counted by its end. */
  @ApiProperty({ type: 'integer' }) used!: number;
}

export const TRIAL_COUNTED_IN = ['company', 'calendar'] as const;

export class TrialPeriodResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The code of the rule. */
  @ApiProperty() rule!: string;
  /** The article of the Code du travail. */
  @ApiProperty({ type: String, nullable: true }) article!: string | null;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  /** How many days it has; null: no rule of that day is known. */
  @ApiProperty({ type: 'integer', nullable: true }) length!: number | null;
  /** `company`: days present in the company; `calendar`: one day after the other. */
  @ApiProperty({ enum: TRIAL_COUNTED_IN, enumName: 'TrialCountedIn' })
  countedIn!: (typeof TRIAL_COUNTED_IN)[number];
  /** Null where no calendar says. */
  @ApiProperty({ type: 'integer', nullable: true }) daysUsed!: number | null;
  /** Days at a host company, which the law leaves open: counted apart. */
  @ApiProperty({ type: 'integer', nullable: true }) hostDays!: number | null;
  /** Its last day, as far as the calendar says. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) endsOn!: string | null;
  /** Its last day if those at a host company count too, where that is earlier. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) earliestEndsOn!: string | null;
  /** Why its last day is not known. */
  @ApiProperty({ enum: TRIAL_UNKNOWNS, enumName: 'TrialUnknown', nullable: true })
  unknown!: TrialUnknown | null;
  /** Nothing that it follows from is missing. */
  @ApiProperty() isCertain!: boolean;
  /** Each day until its end, or until the day asked for; 400 at most. */
  @ApiProperty({ type: [TrialDayResponse] }) days!: TrialDayResponse[];
}

export const presentTrialPeriod = (
  { contractId, period, days }: TrialRead,
  language: Language,
): TrialPeriodResponse => ({
  contractId,
  ...period,
  days: days.map((one) =>
    inLanguage({ ...one, words: CALENDAR_LABELS.DayPlace[one.place] }, language),
  ) as TrialDayResponse[],
});
