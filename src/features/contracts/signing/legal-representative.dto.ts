import { ApiProperty } from '@nestjs/swagger';
import type { FieldError } from '../../../kernel/errors.js';
import { wasRefused, type Sound } from '../../../platform/validation/body-rules.js';
import { Email, Text } from '../../../platform/validation/fields.js';
import type { LegalRepresentative } from '../contract-details.types.js';
import { representativeUnnamed } from '../contracts.errors.js';

export class LegalRepresentativeBody {
  @Text({ max: 200, optional: true, description: 'Left out for whoever has one name only.' })
  givenName?: string;

  @Text({ max: 200, optional: true, description: 'Left out for whoever has one name only.' })
  familyName?: string;

  @Email({ optional: true }) email?: string;

  @Text({ max: 30, optional: true }) phone?: string;
}

export class LegalRepresentativeResponse {
  @ApiProperty() givenName!: string;
  @ApiProperty() familyName!: string;
  @ApiProperty({ type: String, nullable: true }) email!: string | null;
  @ApiProperty({ type: String, nullable: true }) phone!: string | null;
}

const isAbsent = <Body extends object>(body: Body, name: keyof Body): boolean =>
  (body[name] ?? null) === null && !wasRefused(body, name);

/** One name of either kind is enough. */
export const representativeMistakes = (who: Sound<LegalRepresentativeBody>): FieldError[] =>
  isAbsent(who, 'givenName') && isAbsent(who, 'familyName') ? [representativeUnnamed()] : [];

export const representativeOf = (
  named: LegalRepresentativeBody | null | undefined,
): LegalRepresentative | null =>
  named
    ? {
        givenName: named.givenName ?? '',
        familyName: named.familyName ?? '',
        email: named.email ?? null,
        phone: named.phone ?? null,
      }
    : null;
