import { Module } from '@nestjs/common';
import { AttestationsController } from '../attestations/attestations.controller.js';
import { AttestationsService } from '../attestations/attestations.service.js';
import { DeclarationsController } from './declarations.controller.js';
import { DeclarationsService } from './declarations.service.js';

@Module({
  controllers: [AttestationsController, DeclarationsController],
  providers: [AttestationsService, DeclarationsService],
})
export class ClearancesModule {}
