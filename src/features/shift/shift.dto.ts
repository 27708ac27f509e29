import { ApiProperty } from '@nestjs/swagger';
import { bilingual, type Language } from '../../kernel/language.js';
import type { Day } from '../../kernel/days.js';
import { nextCursor, PageInfo, type PageRequest } from '../../platform/responses/pages.js';
import {
  EntitlementResponse,
  explainSupervisors,
  presentEntitlement,
  SupervisorResponse,
} from '../ladder/entitlements/entitlements.dto.js';
import { EvidenceResponse, presentEvidence } from '../ladder/ladder.dto.js';
import { meetsQuorum } from '../ladder/levels/evidence.rules.js';
import { MANDATE_ROLES, type MandateRole } from '../mandates/mandates.types.js';
import { explainEvidence } from '../sign-offs/item-refusals.errors.js';
import type { OpenRequirement, ShiftContract } from './shift.types.js';

/** A tutor follows a handful, a referent may follow hundreds: each is long, and a page holds no more. */
export const MAX_CONTRACTS = 50;

export class ShiftAlternantResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ShiftLadderResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() title!: string;
}

export class ShiftLevelResponse {
  @ApiProperty() code!: string;
  @ApiProperty() title!: string;
}

export class OpenRequirementResponse {
  @ApiProperty() competency!: string;
  /** What people call the competency. */
  @ApiProperty() title!: string;
  @ApiProperty() level!: string;
  /** What people call the level. */
  @ApiProperty() levelTitle!: string;
  @ApiProperty({ enum: ['missing', 'not_yet', 'cannot_assess'], enumName: 'OpenRequirementStatus' })
  status!: string;
  @ApiProperty() evidence!: EvidenceResponse;
  /** Enough was seen, and the caller may sign it off today. */
  @ApiProperty() signable!: boolean;
  /** What is still needed, in one sentence. */
  @ApiProperty() detail!: string;
}

export class ShiftContractResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty() alternant!: ShiftAlternantResponse;
  /** As what the caller stands there today. */
  @ApiProperty({ enum: MANDATE_ROLES, enumName: 'MandateRole', isArray: true })
  roles!: readonly MandateRole[];
  @ApiProperty() ladder!: ShiftLadderResponse;
  @ApiProperty() currentLevel!: ShiftLevelResponse;
  /** True while the contract is not active: nothing is signed, every mission is refused. */
  @ApiProperty() frozen!: boolean;
  /** What is not acquired yet at the levels that are open. */
  @ApiProperty({ type: [OpenRequirementResponse] }) requirements!: OpenRequirementResponse[];
  /** What the alternant may do today. */
  @ApiProperty({ type: [EntitlementResponse] }) entitlements!: EntitlementResponse[];
  /** Under whose eyes: the tutors who are there today. */
  @ApiProperty({ type: [SupervisorResponse] }) supervisors!: SupervisorResponse[];
  /** Nobody is there to watch over the alternant: a sentence that says so; else null. */
  @ApiProperty({ type: String, nullable: true }) supervisorsDetail!: string | null;
}

export class ShiftResponse {
  /** The day that is told of, in Paris. */
  @ApiProperty({ format: 'date' }) day!: string;
  @ApiProperty({ type: [ShiftContractResponse] }) data!: ShiftContractResponse[];
  @ApiProperty() page!: PageInfo;
}

export function presentShift(
  { today, contracts }: { readonly today: Day; readonly contracts: readonly ShiftContract[] },
  { limit, trail }: PageRequest,
  language: Language,
): ShiftResponse {
  return {
    day: today,
    // A mandate whose holder has left gives nothing to do.
    data: contracts
      .slice(0, limit)
      .filter(({ roles }) => roles.length > 0)
      .map((contract) => presentContract(contract, language)),
    page: { next: nextCursor(contracts, limit, ({ contractId }) => contractId, trail) },
  };
}

const presentContract = (contract: ShiftContract, language: Language): ShiftContractResponse => ({
  contractId: contract.contractId,
  alternant: contract.alternant,
  roles: contract.roles,
  ladder: contract.ladder,
  currentLevel: contract.currentLevel,
  frozen: contract.frozen,
  requirements: contract.requirements.map((one) => presentRequirement(one, language)),
  entitlements: contract.entitlements.map((one) => presentEntitlement(one, language)),
  supervisors: [...contract.supervisors],
  supervisorsDetail: explainSupervisors(contract.supervisors)?.[language] ?? null,
});

const ENOUGH = bilingual('Assez a été vu pour valider.', 'Enough was seen to sign it off.');

const presentRequirement = (one: OpenRequirement, language: Language): OpenRequirementResponse => ({
  competency: one.competency,
  title: one.title,
  level: one.level,
  levelTitle: one.levelTitle,
  status: one.status,
  evidence: presentEvidence(one.evidence),
  signable: one.signable,
  detail: (meetsQuorum(one.evidence) ? ENOUGH : explainEvidence(one.evidence, one.title))[language],
});
