import { ApiProperty } from '@nestjs/swagger';
import { WithheldField } from '../../platform/responses/answer.js';
import { Text } from '../../platform/validation/fields.js';
import type { MadeLink } from './calendar-links.service.js';
import type { CalendarLinkRow } from './own-calendar.types.js';

export class CalendarLinkBody {
  /** How you tell it from others. @example Mon téléphone */
  @Text({ max: 100 }) name!: string;
}

export class CalendarLinkResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  /** Null: no program has read it. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) lastReadOn!: string | null;
  /** When it was revoked, or your password changed; null: it opens the calendar. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: string | null;
}

export class MadeCalendarLinkResponse extends CalendarLinkResponse {
  /** Shown this once: whoever has it reads your calendar. Absent when the answer is sent again for its Idempotency-Key. */
  @ApiProperty({ required: false }) url?: string;
  @WithheldField() withheld?: string[];
}

export const presentCalendarLink = (link: CalendarLinkRow): CalendarLinkResponse => ({
  id: link.id,
  name: link.name,
  createdAt: link.createdAt,
  lastReadOn: link.lastReadOn,
  endedAt: link.endedAt,
});

export const presentMadeLink = ({ link, url }: MadeLink): MadeCalendarLinkResponse => ({
  ...presentCalendarLink(link),
  url,
});
