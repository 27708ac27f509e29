import { ApiProperty } from '@nestjs/swagger';
import { CERTAINTIES, type Certainty } from '../../kernel/legal-rules.js';
import type { KnownPrerequisite } from '../frameworks/prerequisites.types.js';

export class KnownPrerequisiteResponse {
  @ApiProperty() code!: string;
  /** What people read in French. */
  @ApiProperty() fr!: string;
  /** What people read in English. */
  @ApiProperty() en!: string;
  /** How long it is usually good for; null: nobody says. A day that is given wins. */
  @ApiProperty({ type: 'integer', nullable: true }) validityMonths!: number | null;
  /** Where that is written; null: it is ours. */
  @ApiProperty({ type: String, nullable: true }) source!: string | null;
  /** `V`: read in the law; `S`: in pages about it; `G`: nowhere. */
  @ApiProperty({ enum: CERTAINTIES, enumName: 'LegalCertainty', nullable: true })
  certainty!: Certainty | null;
  /** Codes of the legal rules that say by when it has to be there. */
  @ApiProperty({ type: [String] }) legalRules!: string[];
  /** How many weeks before its end people are reminded. */
  @ApiProperty({ type: 'integer', isArray: true }) reminderWeeks!: number[];
}

export class KnownPrerequisitesResponse {
  @ApiProperty({ type: [KnownPrerequisiteResponse] }) data!: KnownPrerequisiteResponse[];
}

export const presentKnownPrerequisite = (one: KnownPrerequisite): KnownPrerequisiteResponse => ({
  code: one.code,
  fr: one.fr,
  en: one.en,
  validityMonths: one.validityMonths,
  source: one.source,
  certainty: one.certainty,
  legalRules: [...one.legalRules],
  reminderWeeks: [...one.reminderWeeks],
});
