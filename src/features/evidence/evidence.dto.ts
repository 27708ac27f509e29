import { ApiProperty } from '@nestjs/swagger';
import type { ContractId, JournalEntryId, ObservationId, SignOffId } from '../../kernel/ids.js';
import { field, Text, UuidField } from '../../platform/validation/fields.js';
import type { SentFile } from '../../platform/server/file-body.js';
import { FILE_TYPES, type FileType, isFileType } from '../../platform/files/media-types.js';
import { WARNING } from './evidence.errors.js';
import type { AddCommand, Evidence } from './evidence.types.js';

export class EvidenceQuery {
  @field(
    'resident_identifiable',
    (value) => value === 'true',
    WARNING,
    { type: String, enum: ['true'] },
    {
      description: `${WARNING.en} That it was acknowledged is recorded: by whom, when, and in which wording.`,
    },
  )
  noResidentIdentifiable: string;

  @UuidField({ optional: true, description: 'An observation of the contract that the file belongs to.' })
  observationId?: string;

  @UuidField({ optional: true, description: 'A sign-off of the contract that the file belongs to.' })
  signOffId?: string;

  @UuidField({
    optional: true,
    description: 'An entry of the journal of the contract that the file belongs to.',
  })
  journalEntryId?: string;

  @Text({
    max: 255,
    optional: true,
    description: 'How the file is called. Never the identity of a resident or a patient.',
  })
  fileName?: string;

  /** Where it is not sent, the sentence of the warning is told, as for any other value. */
  constructor() {
    this.noResidentIdentifiable = '';
  }
}

export class EvidenceWithdrawalBody {
  @Text({ max: 2000, description: 'Never the identity of a resident or a patient.' })
  reason!: string;
}

export class EvidenceWithdrawalResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) withdrawnBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** Null for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

export class EvidenceFileResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) contractId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) observationId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) signOffId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) journalEntryId!: string | null;
  @ApiProperty({ enum: FILE_TYPES, enumName: 'EvidenceMediaType' }) mediaType!: string;
  /** Bytes of the file as it is kept: rebuilt, so not those that were sent. */
  @ApiProperty({ type: 'integer', minimum: 1 }) size!: number;
  /** SHA-256 of the file as it is kept, in hexadecimal. */
  @ApiProperty({ pattern: '^[0-9a-f]{64}$' }) sha256!: string;
  /** Null where none was given, and for readers who do not read comments. */
  @ApiProperty({ type: String, nullable: true }) fileName!: string | null;
  /** The wording of the warning that whoever added it acknowledged. */
  @ApiProperty({ type: 'integer', minimum: 1 }) warningVersion!: number;
  @ApiProperty({ format: 'uuid' }) addedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  /** That it was taken away, by whom and why; null while its content is there. */
  @ApiProperty({ type: EvidenceWithdrawalResponse, nullable: true })
  withdrawal!: EvidenceWithdrawalResponse | null;
}

export const toAddCommand = (
  contractId: ContractId,
  { observationId, signOffId, journalEntryId, fileName }: EvidenceQuery,
  { type, bytes }: SentFile,
): AddCommand => ({
  contractId,
  shown: {
    observationId: (observationId ?? null) as ObservationId | null,
    signOffId: (signOffId ?? null) as SignOffId | null,
    journalEntryId: (journalEntryId ?? null) as JournalEntryId | null,
  },
  fileName: fileName ?? null,
  mediaType: type,
  bytes,
});

export const presentEvidence = ({
  withdrawal,
  readsComments,
  ...evidence
}: Evidence): EvidenceFileResponse => ({
  id: evidence.id,
  contractId: evidence.contractId,
  observationId: evidence.observationId,
  signOffId: evidence.signOffId,
  journalEntryId: evidence.journalEntryId,
  mediaType: evidence.mediaType,
  size: evidence.size,
  sha256: evidence.sha256,
  fileName: readsComments ? evidence.fileName : null,
  warningVersion: evidence.warningVersion,
  addedBy: evidence.addedBy,
  recordedAt: evidence.recordedAt,
  withdrawal: withdrawal && {
    id: withdrawal.id,
    withdrawnBy: withdrawal.withdrawnBy,
    recordedAt: withdrawal.recordedAt,
    reason: readsComments ? withdrawal.reason : null,
  },
});

/** How the name of a file of each type may end; the first is the one that we give. */
const ENDINGS: Record<FileType, readonly string[]> = {
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'application/pdf': ['.pdf'],
};

const endingsOf = (mediaType: string): readonly string[] => (isFileType(mediaType) ? ENDINGS[mediaType] : []);

export const plainNameOf = ({ id, mediaType }: Evidence): string =>
  `evidence-${id}${endingsOf(mediaType)[0] ?? ''}`;

/** A name that ends as its type does, whatever it was sent as: a computer opens a file by the end of its name. */
function ownNameOf(fileName: string, mediaType: string): string {
  const endings = endingsOf(mediaType);
  const endsWell = endings.some((ending) => fileName.toLowerCase().endsWith(ending));
  return endsWell ? fileName : fileName + (endings[0] ?? '');
}

/** To save, under a plain name for every client, and its own for those that know RFC 8187. */
export function dispositionOf(evidence: Evidence): string {
  const { fileName, mediaType } = evidence;
  const own = fileName === null ? '' : `; filename*=UTF-8''${encoded(ownNameOf(fileName, mediaType))}`;
  return `attachment; filename="${plainNameOf(evidence)}"${own}`;
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
