import { ApiProperty } from '@nestjs/swagger';
import type { CodeList } from './reference-data.types.js';

export class CodeLabelResponse {
  @ApiProperty() code!: string;
  /** What people read in French. */
  @ApiProperty() fr!: string;
  /** What people read in English. */
  @ApiProperty() en!: string;
}

export class CodeListResponse {
  /** The name of the list in this document. */
  @ApiProperty() list!: string;
  @ApiProperty({ type: [CodeLabelResponse] }) codes!: CodeLabelResponse[];
}

export class ReferenceDataResponse {
  @ApiProperty({ type: [CodeListResponse] }) data!: CodeListResponse[];
}

export const presentReferenceData = (lists: readonly CodeList[]): ReferenceDataResponse => ({
  data: lists.map(({ list, codes }) => ({
    list,
    codes: codes.map(({ code, label }) => ({ code, fr: label.fr, en: label.en })),
  })),
});
