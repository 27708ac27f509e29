import { Module } from '@nestjs/common';
import { SignOffsModule } from '../sign-offs/sign-offs.module.js';
import { ContestedFactsController } from './contested-facts/contested-facts.controller.js';
import { ContestedFactsService } from './contested-facts/contested-facts.service.js';
import { DisputesController } from './disputes.controller.js';
import { DisputesService } from './disputes.service.js';

@Module({
  imports: [SignOffsModule],
  controllers: [DisputesController, ContestedFactsController],
  providers: [DisputesService, ContestedFactsService],
  exports: [DisputesService],
})
export class DisputesModule {}
