import { ApiProperty } from '@nestjs/swagger';
import type { Finding } from './warnings.types.js';
import { inLanguage } from '../../../platform/responses/language.js';
import type { Language } from '../../../kernel/language.js';

export class WarningResponse {
  @ApiProperty() code!: string;
  @ApiProperty() detail!: string;
}

export const presentWarnings = (found: readonly Finding[], language: Language): WarningResponse[] =>
  inLanguage(found, language) as WarningResponse[];
