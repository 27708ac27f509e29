import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/days.js';
import {
  CERTAINTIES,
  SEVERITIES,
  type Certainty,
  type LegalRuleVersion,
  type Severity,
} from '../../kernel/legal-rules.js';
import { Code, DayField } from '../../platform/validation/fields.js';

export class LegalRulesQuery {
  @DayField({ optional: true, description: 'Those that apply that day (today unless given).' })
  on?: Day;

  @Code({ optional: true, description: 'That rule, or every rule that begins so: `apprenticeship.pay`.' })
  code?: string;
}

export class LegalFigureResponse {
  @ApiProperty({ description: 'What the figure is of the rule.' }) name!: string;
  @ApiProperty({
    description: 'A number, a text, or a list of either.',
    oneOf: [
      ...['number', 'string', 'boolean', 'object'].map((type) => ({ type })),
      { type: 'array', items: {} },
    ],
  })
  value!: unknown;
  @ApiProperty({ description: 'In what it counts.' }) unit!: string;
}

export class LegalRuleResponse {
  @ApiProperty({ description: 'The code by which findings name it.' }) code!: string;
  @ApiProperty({ description: 'What it is called in French.' }) titleFr!: string;
  @ApiProperty({ description: 'What it is called in English.' }) titleEn!: string;
  @ApiProperty({ description: 'Where it is written.' }) article!: string;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Null: as far back as is known.',
  })
  from!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day; null: in force.' })
  until!: string | null;
  @ApiProperty({ type: [LegalFigureResponse], description: 'Its figures.' }) figures!: LegalFigureResponse[];
  /** Only `block` with certainty `V` stops anything. */
  @ApiProperty({ enum: SEVERITIES, enumName: 'LegalSeverity' }) severity!: Severity;
  /** `V`: read in the law or in the official tool; `S`: in pages about it; `G`: nowhere. */
  @ApiProperty({ enum: CERTAINTIES, enumName: 'LegalCertainty' }) certainty!: Certainty;
  /** What whoever judges by it should know. */
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
}

export class LegalRulesResponse {
  @ApiProperty({ type: [LegalRuleResponse] }) data!: LegalRuleResponse[];
}

export const presentLegalRule = (rule: LegalRuleVersion): LegalRuleResponse => ({
  code: rule.code,
  titleFr: rule.titleFr,
  titleEn: rule.titleEn,
  article: rule.article,
  from: rule.from,
  until: rule.until,
  figures: rule.values.map(({ name, value, unit }) => ({ name, value, unit })),
  severity: rule.severity,
  certainty: rule.certainty,
  note: rule.note ?? null,
});
