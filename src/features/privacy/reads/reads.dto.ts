import { ApiProperty } from '@nestjs/swagger';
import { READ_KINDS, type FileRead, type ReadKind } from './reads.types.js';

export class FileReaderResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null when nobody is left to be named.' })
  name!: string | null;
}

export class FileReadResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: READ_KINDS, enumName: 'FileReadKind' }) kind!: ReadKind;
  @ApiProperty({ format: 'date', description: 'The day; several reads of one day are one.' }) readOn!: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The contract of which something was read; null for the record of the person.',
  })
  contractId!: string | null;
  /** The person who read; null when a program did. */
  @ApiProperty({ type: FileReaderResponse, nullable: true }) reader!: FileReaderResponse | null;
  /** The program that read; null when a person did. */
  @ApiProperty({ type: FileReaderResponse, nullable: true }) client!: FileReaderResponse | null;
}

export const presentFileRead = (read: FileRead): FileReadResponse => ({
  id: read.id,
  kind: read.kind,
  readOn: read.readOn,
  contractId: read.contractId,
  reader: read.readerId === null ? null : { id: read.readerId, name: read.readerName },
  client: read.clientId === null ? null : { id: read.clientId, name: read.clientName },
});
