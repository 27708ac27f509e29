import { ApiProperty } from '@nestjs/swagger';
import type { Language } from '../../../kernel/language.js';
import { PageInfo } from '../../../platform/responses/pages.js';
import { OneOrganisationQuery } from '../figures.dto.js';
import { SIGNAL_CODES, type Signal, type SignalCode } from './signals.types.js';

export class SignalsQuery extends OneOrganisationQuery {}

export class SignalResponse {
  /** What kind of thing was seen. */
  @ApiProperty({ enum: SIGNAL_CODES, enumName: 'SignalCode' }) code!: SignalCode;
  /** What was seen, with its figures. */
  @ApiProperty() detail!: string;
  /** What may be done. */
  @ApiProperty() advice!: string;
  /** Whom to ask; a signal is a question, no judgement. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) personId!: string | null;
  /** What they are called. */
  @ApiProperty({ type: String, nullable: true }) personName!: string | null;
  /** The contract, where it is of one. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
}

export class SignalsResponse {
  @ApiProperty({ type: [SignalResponse] }) data!: SignalResponse[];
  @ApiProperty() page!: PageInfo;
}

export const presentSignal = (
  { code, detail, advice, personId, personName, contractId }: Signal,
  language: Language,
): SignalResponse => ({
  code,
  detail: detail[language],
  advice: advice[language],
  personId,
  personName,
  contractId,
});
