import { Global, Module } from '@nestjs/common';
import { FilesModule } from '../../platform/files/files.module.js';
import { ShownLog } from '../../platform/logs/shown-log.js';
import { ExportController } from './export/export.controller.js';
import { ExportService } from './export/export.service.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { ErasuresService } from './erasures/erasures.service.js';
import { ReadLog } from './reads/read-log.service.js';
import { ReadsController } from './reads/reads.controller.js';
import { ReadsService } from './reads/reads.service.js';

/** Whatever shows somebody's file, by whatever way, is told to the log. */
@Global()
@Module({
  imports: [FilesModule],
  controllers: [ExportController, ReadsController, ErasuresController],
  providers: [
    ExportService,
    ErasuresService,
    ReadsService,
    ReadLog,
    { provide: ShownLog, useExisting: ReadLog },
  ],
  exports: [ShownLog],
})
export class PrivacyModule {}
