import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import { CheckFindingResponse, presentFinding } from '../checks/checks.dto.js';
import type { PayPeriod } from '../form/form.types.js';
import type { ContractPay } from './pay.service.js';
import { PAY_BASES, type PayBase, type PayRow } from './pay.types.js';
import { FULL_TIME } from './smic.rules.js';

export class RecordedPayResponse {
  @ApiProperty({ type: 'number', description: 'Of the base.' }) percent!: number;
  /** What the percentage is of. */
  @ApiProperty({ enum: PAY_BASES, enumName: 'PayBase' }) base!: PayBase;
  /** Gross, of a month. */
  @ApiProperty({ type: 'integer' }) grossMonthlyCents!: number;
}

export class MinimumPayResponse {
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date', description: 'The last day, included.' }) to!: string;
  /** Which year of the contract, from 1. */
  @ApiProperty({ type: 'integer' }) year!: number;
  /** Completed years; null: no lower bound. */
  @ApiProperty({ type: 'integer', nullable: true }) fromAge!: number | null;
  /** Completed years, included; null: no upper bound. */
  @ApiProperty({ type: 'integer', nullable: true }) toAge!: number | null;
  /** What the law asks for certain, of the SMIC. */
  @ApiProperty({ type: 'number' }) percent!: number;
  /** Null: the SMIC of that day is not known. */
  @ApiProperty({ type: 'integer', nullable: true }) smicHourlyCents!: number | null;
  /** At the hours of the contract. */
  @ApiProperty({ type: 'integer', nullable: true }) smicMonthlyCents!: number | null;
  /** Gross, of a month: less stops the signature. */
  @ApiProperty({ type: 'integer', nullable: true }) minimumMonthlyCents!: number | null;
  /** With what hangs on a reading of the law, on the branch or on the contract before. */
  @ApiProperty({ type: 'number' }) expectedPercent!: number;
  /** What the percentage is of. */
  @ApiProperty({ enum: PAY_BASES, enumName: 'PayBase' }) expectedBase!: PayBase;
  /** Gross, of a month: less only warns. */
  @ApiProperty({ type: 'integer', nullable: true }) expectedMonthlyCents!: number | null;
  /** Why, one sentence each. */
  @ApiProperty({ type: String, isArray: true }) explanation!: string[];
  /** What the form says of its first day. */
  @ApiProperty({ type: RecordedPayResponse, nullable: true }) recorded!: RecordedPayResponse | null;
}

export class ContractPayResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The day whose rules judge it; the SMIC is that of each day, as far as it is known. */
  @ApiProperty({ format: 'date' }) judgedOn!: string;
  /** Minutes a week; those of 35 hours where the form says none. */
  @ApiProperty({ type: 'integer' }) weeklyMinutes!: number;
  /** By the postcode of the form: the SMIC of Mayotte is its own. */
  @ApiProperty() inMayotte!: boolean;
  /** Empty where no grid is known of that day. */
  @ApiProperty({ type: [MinimumPayResponse] }) periods!: MinimumPayResponse[];
  /** What the checks say of pay. */
  @ApiProperty({ type: [CheckFindingResponse] }) findings!: CheckFindingResponse[];
}

export const presentPay = (pay: ContractPay, language: Language): ContractPayResponse => ({
  contractId: pay.contractId,
  judgedOn: pay.judgedOn,
  weeklyMinutes: pay.terms.weeklyMinutes ?? FULL_TIME,
  inMayotte: pay.terms.isMayotte === true,
  periods: pay.periods.map((period) => presentPeriod(period, language)),
  findings: pay.findings.map((finding) => presentFinding(finding, pay, language)),
});

const presentPeriod = (period: PayRow, language: Language): MinimumPayResponse => ({
  from: period.from,
  to: period.to,
  year: period.year,
  fromAge: period.fromAge,
  toAge: period.toAge,
  percent: period.percent / 100,
  smicHourlyCents: period.smicHourlyCents,
  smicMonthlyCents: period.smicMonthlyCents,
  minimumMonthlyCents: period.minimumCents,
  expectedPercent: period.expectedPercent / 100,
  expectedBase: period.expectedBase,
  expectedMonthlyCents: period.expectedCents,
  explanation: period.reasons.map((reason) => reason[language]),
  recorded: period.recorded && presentRecorded(period.recorded),
});

const presentRecorded = ({ percent, base, grossMonthlyCents }: PayPeriod): RecordedPayResponse => ({
  percent,
  base,
  grossMonthlyCents,
});
