import { Module } from '@nestjs/common';
import { FilesModule } from '../../platform/files/files.module.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceService } from './evidence.service.js';

@Module({ imports: [FilesModule], controllers: [EvidenceController], providers: [EvidenceService] })
export class EvidenceModule {}
