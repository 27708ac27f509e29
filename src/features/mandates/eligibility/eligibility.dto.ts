import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import { ELIGIBILITIES, GROUNDS, type EligibilityWord, type Ground } from '../../tutors/eligibility.types.js';
import type { MandateEligibility } from './eligibility.service.js';

export class EligibilityResponse {
  @ApiProperty({ format: 'uuid' }) mandateId!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) personId!: string;
  /** The verdict. */
  @ApiProperty({ enum: ELIGIBILITIES, enumName: 'TutorEligibility' }) eligibility!: EligibilityWord;
  /** By what they are eligible. */
  @ApiProperty({ enum: GROUNDS, enumName: 'TutorEligibilityGround', nullable: true }) ground!: Ground | null;
  /** Months of work in the field that are proven. */
  @ApiProperty() months!: number;
  /** The article that was applied. */
  @ApiProperty({ type: String, nullable: true }) article!: string | null;
  /** It stops a signature where it says no. */
  @ApiProperty() mayBlock!: boolean;
  /** The verdict in a sentence, and what to do. */
  @ApiProperty() detail!: string;
}

export const presentEligibility = (
  { mandate, eligibility }: MandateEligibility,
  language: Language,
): EligibilityResponse => ({
  mandateId: mandate.id,
  contractId: mandate.contractId,
  personId: mandate.personId,
  eligibility: eligibility.word,
  ground: eligibility.ground,
  months: eligibility.months,
  article: eligibility.article,
  mayBlock: eligibility.mayBlock,
  detail: eligibility.detail[language],
});
