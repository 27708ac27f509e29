import { ApiProperty } from '@nestjs/swagger';
import { CONTESTED_KINDS, type ContestedKind } from '../../contracts/contracts.types.js';
import type { ContestedFact } from './contested-facts.types.js';
import { RULINGS, type RulingOutcome } from '../disputes.types.js';

export class ContestedFactRulingResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  /** What became of the fact. */
  @ApiProperty({ enum: RULINGS, enumName: 'Ruling' }) ruling!: RulingOutcome;
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ format: 'uuid' }) ruledBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class ContestedFactResponse {
  @ApiProperty({ enum: CONTESTED_KINDS, enumName: 'ContestedKind' }) kind!: ContestedKind;
  /** The id of the observation, the sign-off or the level decision. */
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  /** The day observed; of a level decision, the day of its recording. */
  @ApiProperty({ format: 'date' }) on!: string;
  /** Who recorded it: another rules on it. */
  @ApiProperty({ format: 'uuid' }) recordedBy!: string;
  /** When the act that contests it was recorded. */
  @ApiProperty({ format: 'date-time' }) since!: string;
  /** Null while it awaits one. */
  @ApiProperty({ type: ContestedFactRulingResponse, nullable: true })
  ruling!: ContestedFactRulingResponse | null;
}

export const presentContestedFact = (fact: ContestedFact): ContestedFactResponse => ({
  kind: fact.kind,
  id: fact.id,
  contractId: fact.contractId,
  on: fact.day,
  recordedBy: fact.authorId,
  since: fact.since,
  ruling: fact.ruling && {
    id: fact.ruling.id,
    ruling: fact.ruling.ruling,
    reason: fact.readsComments ? fact.ruling.reason : null,
    ruledBy: fact.ruling.ruledBy,
    recordedAt: fact.ruling.recordedAt,
  },
});
