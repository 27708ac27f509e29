import { Module } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { Cleaner } from './cleaner.js';
import { FileStore } from './file-store.js';
import { FolderStore } from './folder-store.js';
import { S3Store } from './s3-store.js';

export const fileStoreOf = ({ evidenceS3, evidenceFolder }: Config): FileStore =>
  evidenceS3 ? new S3Store(evidenceS3) : new FolderStore(evidenceFolder);

@Module({
  providers: [Cleaner, { provide: FileStore, useFactory: fileStoreOf, inject: [CONFIG] }],
  exports: [Cleaner, FileStore],
})
export class FilesModule {}
