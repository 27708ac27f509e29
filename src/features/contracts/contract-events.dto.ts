import { ApiProperty } from '@nestjs/swagger';
import type { EventRow } from './contract-events.queries.js';

export class EventActorResponse {
  @ApiProperty({ format: 'uuid', required: false }) personId?: string;
  @ApiProperty({ format: 'uuid', required: false }) clientId?: string;
  /** By which link it came, where that person has no account. */
  @ApiProperty({ format: 'uuid', required: false }) guestLinkId?: string;
  /** Who came by it, as they were called then. */
  @ApiProperty({ required: false }) guestName?: string;
}

export class EventResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  /** Rises by one with each event of the contract. */
  @ApiProperty({ type: 'integer' }) sequence!: number;
  @ApiProperty({ example: 'contract.signed' }) type!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty() actor!: EventActorResponse;
  /** What was known then. */
  @ApiProperty({ type: 'object', additionalProperties: true }) data!: Record<string, unknown>;
}

export const isSequence = (key: string): boolean => /^\d{1,15}$/.test(key);

export const presentEvent = (event: EventRow): EventResponse => ({
  id: event.id,
  sequence: event.sequence,
  type: event.type,
  recordedAt: event.recordedAt,
  actor: {
    ...(event.personId === null ? {} : { personId: event.personId }),
    ...(event.clientId === null ? {} : { clientId: event.clientId }),
    ...(event.guestLinkId === null ? {} : { guestLinkId: event.guestLinkId }),
    ...(event.guestName === null ? {} : { guestName: event.guestName }),
  },
  data: event.data,
});
