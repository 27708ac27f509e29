import { ApiProperty } from '@nestjs/swagger';
import type { Day, Instant } from '../../kernel/days.js';
import type { ContractId } from '../../kernel/ids.js';
import { AtField } from '../../platform/validation/as-of.js';
import { UuidField } from '../../platform/validation/fields.js';
import type { Booklet, BookletDocument, BookletReader, IssuedReport } from './booklet.types.js';

export class BookletQuery {
  @AtField() at?: string;
}

export class BlankFormQuery {
  @UuidField({ optional: true, description: 'Whose names it bears.' }) contractId?: ContractId;
}

export class BookletResponse {
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ type: String, format: 'date' }) on!: Day;
  /** The contract's last event that it knows. */
  @ApiProperty({ type: 'integer' }) sequence!: number;
  @ApiProperty({ type: String, format: 'date-time' }) recordedAt!: Instant;
  /** Whether it holds comments, journal texts and disputes. */
  @ApiProperty({ enum: ['confidences', 'administration'], enumName: 'BookletReader' }) reader!: BookletReader;
  /** SHA-256 of `document` as canonical JSON (RFC 8785), printed on each page. */
  @ApiProperty() hash!: string;
  /**
   * In French, titles and names, as it is printed: contract, calendar, ladder, blocks, judgements, decisions, missions, journal,
   * disputes (null for `administration`), attestations, and how much was omitted.
   */
  @ApiProperty({ type: 'object', additionalProperties: true }) document!: BookletDocument;
}

export const presentBooklet = (contractId: ContractId, { document, hash }: Booklet): BookletResponse => ({
  contractId,
  on: document.on,
  sequence: document.sequence,
  recordedAt: document.recordedAt,
  reader: document.reader,
  hash,
  document,
});

export class VerifiedReportResponse {
  /** Whether a booklet of that hash was issued. */
  @ApiProperty() genuine!: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true }) on!: Day | null;
  /** The sequence of the last event that it knows. */
  @ApiProperty({ type: 'integer', nullable: true }) sequence!: number | null;
}

export const presentVerified = (found: IssuedReport | null): VerifiedReportResponse => ({
  genuine: found !== null,
  on: found?.on ?? null,
  sequence: found === null ? null : Number(found.sequence),
});
