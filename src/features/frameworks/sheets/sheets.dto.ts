import { ApiProperty } from '@nestjs/swagger';
import { CERTAINTIES, type Certainty } from '../../../kernel/legal-rules.js';
import {
  SHEET_REFERENTIALS,
  type ListedSheet,
  type SheetReferential,
  type ShownOther,
  type ShownSheet,
} from './shown-sheets.rules.js';

const RNCP = { type: String, nullable: true, description: 'Its number; null: not found yet.' } as const;
const FIRST = {
  type: String,
  format: 'date',
  nullable: true,
  description: 'The first day of entry under it; null: not known.',
} as const;
const LAST = {
  type: String,
  format: 'date',
  nullable: true,
  description: 'The last day of entry under it; null: no end is known.',
} as const;

export class OtherSheetResponse {
  @ApiProperty(RNCP) rncp!: string | null;
  @ApiProperty() title!: string;
  @ApiProperty(FIRST) startsOn!: string | null;
  /** False: seen in secondary sources only. */
  @ApiProperty() verified!: boolean;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The platform’s framework under it; null: none yet.',
  })
  frameworkId!: string | null;
}

export class FrameworkSheetResponse {
  @ApiProperty({ description: 'Its number.' }) rncp!: string;
  @ApiProperty(FIRST) startsOn!: string | null;
  @ApiProperty(LAST) endsOn!: string | null;
  /** How sure we are of its days; null: the author of the framework alone has them. */
  @ApiProperty({ enum: CERTAINTIES, enumName: 'LegalCertainty', nullable: true })
  certainty!: Certainty | null;
  /** The sheet of the diploma before it. */
  @ApiProperty({ type: OtherSheetResponse, nullable: true }) predecessor!: OtherSheetResponse | null;
  /** The sheet of the diploma after it. */
  @ApiProperty({ type: OtherSheetResponse, nullable: true }) successor!: OtherSheetResponse | null;
}

export class SheetFrameworkResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() code!: string;
  @ApiProperty() version!: string;
}

export class SheetResponse {
  @ApiProperty({ description: 'The code of its diploma.' }) diploma!: string;
  @ApiProperty() title!: string;
  @ApiProperty(RNCP) rncp!: string | null;
  @ApiProperty(FIRST) startsOn!: string | null;
  @ApiProperty(LAST) endsOn!: string | null;
  /** `V`: read in the register or the official tool; `S`: in pages about it. */
  @ApiProperty({ enum: CERTAINTIES, enumName: 'LegalCertainty' }) certainty!: Certainty;
  @ApiProperty({ type: String, nullable: true, description: 'Where it was read.' }) source!: string | null;
  /** What whoever goes by it should know. */
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  /** `unknown`: nobody read what it asks for; author a framework under it. */
  @ApiProperty({ enum: SHEET_REFERENTIALS, enumName: 'SheetReferential' }) referential!: SheetReferential;
  /** The platform’s framework under it. */
  @ApiProperty({ type: SheetFrameworkResponse, nullable: true }) framework!: SheetFrameworkResponse | null;
  /** The sheet of the diploma before it. */
  @ApiProperty({ type: OtherSheetResponse, nullable: true }) predecessor!: OtherSheetResponse | null;
  /** The sheet of the diploma after it. */
  @ApiProperty({ type: OtherSheetResponse, nullable: true }) successor!: OtherSheetResponse | null;
}

export class SheetsResponse {
  @ApiProperty({ type: [SheetResponse] }) data!: SheetResponse[];
}

const presentOther = (other: ShownOther | null): OtherSheetResponse | null =>
  other && {
    rncp: other.rncp,
    title: other.title,
    startsOn: other.startsOn,
    verified: other.isVerified,
    frameworkId: other.frameworkId,
  };

export const presentFrameworkSheet = (sheet: ShownSheet | null): FrameworkSheetResponse | null =>
  sheet && {
    rncp: sheet.rncp,
    startsOn: sheet.startsOn,
    endsOn: sheet.expiresOn,
    certainty: sheet.certainty,
    predecessor: presentOther(sheet.predecessor),
    successor: presentOther(sheet.successor),
  };

export const presentSheet = (sheet: ListedSheet): SheetResponse => ({
  diploma: sheet.diploma,
  title: sheet.title,
  rncp: sheet.rncp,
  startsOn: sheet.startsOn,
  endsOn: sheet.expiresOn,
  certainty: sheet.certainty,
  source: sheet.source,
  note: sheet.note,
  referential: sheet.referential,
  framework: sheet.framework && {
    id: sheet.framework.id,
    code: sheet.framework.code,
    version: sheet.framework.version,
  },
  predecessor: presentOther(sheet.predecessor),
  successor: presentOther(sheet.successor),
});
