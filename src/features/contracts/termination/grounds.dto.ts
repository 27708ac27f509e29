import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../../kernel/days.js';
import type { Language } from '../../../kernel/language.js';
import { DayField } from '../../../platform/validation/fields.js';
import { END_CAUSES, INITIATORS, type EndCause, type Initiator } from '../contract-details.types.js';
import { END_DOCUMENTS, type EndDocument, type TerminationGround } from './grounds.types.js';

export class TerminationGroundsQuery {
  @DayField({ optional: true, description: 'The day on which one would begin. Today unless told.' }) on?: Day;
}

export class TerminationGroundResponse {
  @ApiProperty({ enum: END_CAUSES, enumName: 'ContractEndCause' }) cause!: EndCause;
  /** Who may invoke it. */
  @ApiProperty({ enum: INITIATORS, enumName: 'ContractInitiator', isArray: true }) initiators!: Initiator[];
  /** False: what is recorded proves that it may not be invoked any more. */
  @ApiProperty() open!: boolean;
  /** The earliest first day out, for whoever begins on that day. */
  @ApiProperty({ format: 'date' }) firstDayOut!: string;
  /** What belongs to the file. */
  @ApiProperty({ enum: END_DOCUMENTS, enumName: 'EndDocument', isArray: true }) documents!: EndDocument[];
  /** Its article of the Code du travail. */
  @ApiProperty({ type: String, nullable: true }) article!: string | null;
  /** What to do, in a sentence. */
  @ApiProperty() detail!: string;
}

export class TerminationGroundsResponse {
  @ApiProperty({ format: 'date' }) on!: string;
  /** Empty for a contract whose early end this does not know: professionalisation. */
  @ApiProperty({ type: [TerminationGroundResponse] }) data!: TerminationGroundResponse[];
}

export const presentGrounds = (
  on: Day,
  grounds: readonly TerminationGround[],
  language: Language,
): TerminationGroundsResponse => ({
  on,
  data: grounds.map(({ isOpen, detail, initiators, documents, ...ground }) => ({
    ...ground,
    initiators: [...initiators],
    documents: [...documents],
    open: isOpen,
    detail: detail[language],
  })),
});
