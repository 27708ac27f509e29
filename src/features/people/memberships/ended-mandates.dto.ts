import { ApiProperty } from '@nestjs/swagger';
import type { EndedMandate } from './departures.types.js';

export class AlternantLeftResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
}

export class EndedMandateResponse {
  @ApiProperty({ format: 'uuid' }) mandateId!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ description: 'That of the mandate.' }) role!: string;
  /** The first day out; the first day of the mandate, when it never begins. */
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({
    type: () => AlternantLeftResponse,
    nullable: true,
    description: 'Null for whoever may not see them.',
  })
  alternant!: AlternantLeftResponse | null;
}

export const presentEndedMandate = (ended: EndedMandate): EndedMandateResponse => ({
  mandateId: ended.mandateId,
  contractId: ended.contractId,
  role: ended.role,
  on: ended.on,
  alternant: ended.alternant && {
    id: ended.alternant.id,
    givenName: ended.alternant.givenName,
    familyName: ended.alternant.familyName,
  },
});
