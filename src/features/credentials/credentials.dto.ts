import { ApiProperty } from '@nestjs/swagger';
import { Code, OneOf } from '../../platform/validation/fields.js';
import type { SignedCredential } from './credentials.service.js';
import {
  CREDENTIAL_STATES,
  SHOWN_NAMES,
  type CredentialRow,
  type CredentialState,
  type ShownName,
} from './credentials.types.js';
import { stateOf } from './open-badge.rules.js';

export class CredentialBody {
  @Code({ description: 'The code of an achieved level.', example: 'observation' }) level!: string;

  @OneOf(SHOWN_NAMES, {
    name: 'ShownName',
    optional: true,
    description: 'Which of your names it shows; `usual` unless told.',
  })
  shownName?: ShownName;
}

export class CredentialResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ format: 'uuid' }) ladderId!: string;
  /** The code of the level. */
  @ApiProperty() level!: string;
  /** What people call it. */
  @ApiProperty() levelTitle!: string;
  /** Which name of its holder it shows. */
  @ApiProperty({ enum: SHOWN_NAMES, enumName: 'ShownName' }) shownName!: ShownName;
  /** `suspended`: the level is achieved no more, and may be again. */
  @ApiProperty({ enum: CREDENTIAL_STATES, enumName: 'CredentialState' }) state!: CredentialState;
  @ApiProperty({ format: 'date-time' }) achievedAt!: string;
  @ApiProperty({ format: 'date-time' }) issuedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) revokedAt!: string | null;
}

export class SignedCredentialResponse extends CredentialResponse {
  /** The Open Badges 3.0 credential as a VC-JWT: what you keep in a wallet and give on. */
  @ApiProperty() jwt!: string;
}

export const presentCredential = (credential: CredentialRow): CredentialResponse => ({
  id: credential.id,
  contractId: credential.contractId,
  ladderId: credential.ladderId,
  level: credential.level,
  levelTitle: credential.levelTitle,
  shownName: credential.shownName,
  state: stateOf(credential),
  achievedAt: credential.achievedAt,
  issuedAt: credential.issuedAt,
  revokedAt: credential.revokedAt,
});

export const presentSigned = ({ credential, jwt }: SignedCredential): SignedCredentialResponse => ({
  ...presentCredential(credential),
  jwt,
});
