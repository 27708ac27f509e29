import { ApiProperty } from '@nestjs/swagger';
import type { SessionId } from '../../../kernel/ids.js';
import type { Language } from '../../../kernel/language.js';
import { Flag } from '../../../platform/validation/fields.js';
import { CLIENT_KINDS, type ClientKind, type SessionRow } from '../identity.types.js';
import { titleOf } from './clients.rules.js';

export class EndSessionsBody {
  @Flag({ optional: true, description: 'Stay signed in where this request comes from.' })
  keepPresent?: boolean;
}

export class SessionClientResponse {
  @ApiProperty({ enum: CLIENT_KINDS, enumName: 'SessionClientKind' }) kind!: ClientKind;
  @ApiProperty({ description: 'In the language of the request: « Firefox sur Android ».' }) title!: string;
}

export class OwnSessionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'The one that this request comes from.' }) isPresent!: boolean;
  @ApiProperty({ type: () => SessionClientResponse }) client!: SessionClientResponse;
  @ApiProperty({ format: 'date-time' }) startedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When its tokens were last renewed.' })
  lastUsedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'Unless it is used before.' }) expiresAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: string | null;
}

export class EndedSessionsResponse {
  @ApiProperty({ type: 'integer', description: 'How many sessions ended.' }) endedSessions!: number;
}

export const presentOwnSession =
  (present: SessionId | undefined, language: Language) =>
  (session: SessionRow): OwnSessionResponse => ({
    id: session.id,
    isPresent: session.id === present,
    client: { kind: session.kind, title: titleOf(session)[language] },
    startedAt: session.startedAt,
    lastUsedAt: session.lastUsedAt,
    expiresAt: session.expiresAt,
    endedAt: session.endedAt,
  });
