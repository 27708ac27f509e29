import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import {
  CERTAINTIES,
  SEVERITIES,
  legalRuleOn,
  type Certainty,
  type Severity,
} from '../../../kernel/legal-rules.js';
import { Code, Text } from '../../../platform/validation/fields.js';
import { stopping, type ListedFinding } from './checks.rules.js';
import type { ContractChecks } from './checks.service.js';
import { STOPPED_ACTS, type StoppedAct } from './checks.types.js';
import type { OverrideRow } from './overrides.types.js';

const REASON = 'What you know better, and how. Never the identity of a resident or a patient.';

export class CheckOverrideBody {
  @Code({ description: 'Of a finding that is `overridable`.' }) code!: string;

  @Text({ max: 2000, description: REASON }) reason!: string;
}

export class CheckOverrideWithdrawalBody {
  @Text({ max: 2000, description: 'Why it counts no more. Never the identity of a resident or a patient.' })
  reason!: string;
}

export class CheckOverrideResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The code of the finding. */
  @ApiProperty() code!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'uuid', description: 'The side that says so.' }) organisationId!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null when an API client recorded it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedBy!: string | null;
  /** The API client that recorded it, if it was one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) recordedByClient!: string | null;
  /** When it was taken back; null: it stands. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt!: string | null;
}

export class CheckFindingResponse {
  @ApiProperty() code!: string;
  @ApiProperty({ enum: SEVERITIES, enumName: 'LegalSeverity' }) severity!: Severity;
  /** What it stops, unless an override counts; null: nothing. */
  @ApiProperty({ enum: STOPPED_ACTS, enumName: 'StoppedAct', nullable: true }) blocks!: StoppedAct | null;
  /** Where it is, in the contract or below `/form`; null: in no single place. */
  @ApiProperty({ type: String, nullable: true }) pointer!: string | null;
  @ApiProperty() detail!: string;
  /** The code of the legal rule; null: the design or the form asks for it. */
  @ApiProperty({ type: String, nullable: true }) rule!: string | null;
  /** The title of the rule. */
  @ApiProperty({ type: String, nullable: true }) ruleTitle!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The articles of the law.' }) article!:
    string | null;
  /** `V`: read in the law or the State’s tool; `S`: in pages that explain it; `G`: nowhere. */
  @ApiProperty({ enum: CERTAINTIES, enumName: 'LegalCertainty', nullable: true })
  certainty!: Certainty | null;
  @ApiProperty({ description: 'A side may override it with a reason.' }) overridable!: boolean;
  /** The override that counts for it. */
  @ApiProperty({ type: CheckOverrideResponse, nullable: true }) override!: CheckOverrideResponse | null;
}

export class ContractChecksResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The day whose rules judge it: of the signature; before, today or the first day. */
  @ApiProperty({ format: 'date' }) judgedOn!: string;
  /** The acts that a finding stops now. */
  @ApiProperty({ enum: STOPPED_ACTS, enumName: 'StoppedAct', isArray: true }) stopped!: StoppedAct[];
  @ApiProperty({ type: [CheckFindingResponse] }) data!: CheckFindingResponse[];
}

export const presentOverride = (override: OverrideRow): CheckOverrideResponse => ({
  id: override.id,
  contractId: override.contractId,
  code: override.code,
  reason: override.reason,
  organisationId: override.organisationId,
  recordedAt: override.recordedAt,
  recordedBy: override.recordedBy,
  recordedByClient: override.recordedByClient,
  withdrawnAt: override.withdrawnAt,
});

export const presentChecks = (checks: ContractChecks, language: Language): ContractChecksResponse => ({
  contractId: checks.contractId,
  judgedOn: checks.judgedOn,
  stopped: STOPPED_ACTS.filter((act) => stopping(checks.findings, act).length > 0),
  data: checks.findings.map((finding) => presentFinding(finding, checks, language)),
});

export function presentFinding(
  finding: ListedFinding,
  { judgedOn }: Pick<ContractChecks, 'judgedOn'>,
  language: Language,
): CheckFindingResponse {
  const rule = finding.rule === null ? null : legalRuleOn(finding.rule, judgedOn);
  return {
    code: finding.code,
    severity: finding.severity,
    blocks: finding.blocks,
    pointer: finding.pointer,
    detail: finding.detail[language],
    rule: finding.rule,
    ruleTitle: rule && (language === 'fr' ? rule.titleFr : rule.titleEn),
    article: finding.article,
    certainty: rule?.certainty ?? null,
    overridable: finding.isOverridable,
    override: finding.override && presentOverride(finding.override),
  };
}
